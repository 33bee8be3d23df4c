package dev.maru.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;

/** What a browser shows where a request fails before the application can answer it; programs get JSON instead. */
@Component("error")
class ErrorPage implements View {
    private static final String PAGE = """
            <!doctype html>
            <html lang="%s">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%2$s · Maru</title>
            <link rel="stylesheet" href="/docs/docs.css">
            </head>
            <body><main><h1>%2$s</h1><p>%3$s</p><p><code>%4$s</code></p><p><a href="/">%5$s</a></p></main></body>
            </html>
            """;

    private static final Texts ENGLISH = new Texts(
            "en",
            "You don’t have access",
            "Your sign-in may have ended, or your role doesn’t include this.",
            "Page not found",
            "There is no page at this address.",
            "Something went wrong",
            "Try again; if it keeps happening, give the request ID to your operator.",
            "Back to Maru");

    private static final Texts KOREAN = new Texts(
            "ko",
            "접근 권한이 없습니다",
            "로그인이 만료되었거나 현재 역할로는 볼 수 없는 페이지입니다.",
            "페이지를 찾을 수 없습니다",
            "이 주소에는 페이지가 없습니다.",
            "문제가 발생했습니다",
            "다시 시도해 주세요. 같은 문제가 반복되면 운영자에게 요청 ID를 알려 주세요.",
            "Maru로 돌아가기");

    @Override
    public String getContentType() {
        return MediaType.TEXT_HTML_VALUE;
    }

    @Override
    public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        var texts = request.getLocale().getLanguage().equals(Locale.KOREAN.getLanguage()) ? KOREAN : ENGLISH;
        var status = HttpStatus.resolve(response.getStatus());
        var title = texts.other();
        var text = texts.otherText();
        if (status == HttpStatus.FORBIDDEN) {
            title = texts.forbidden();
            text = texts.forbiddenText();
        } else if (status == HttpStatus.NOT_FOUND) {
            title = texts.notFound();
            text = texts.notFoundText();
        }
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.setCharacterEncoding("UTF-8");
        response.getWriter()
                .append(PAGE.formatted(
                        texts.language(), title, text, RequestAttributes.requestId(request), texts.back()));
    }

    private record Texts(
            String language,
            String forbidden,
            String forbiddenText,
            String notFound,
            String notFoundText,
            String other,
            String otherText,
            String back) {}
}
