package dev.maru.access.identity.http;

import dev.maru.access.identity.ProfileData;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The language of a page: what the visitor chose on it, else what the browser prefers, else English. */
final class PageLanguage {
    private static final String PARAMETER = "lang";
    private static final String COOKIE = "maru-lang";

    private PageLanguage() {}

    static Locale of(HttpServletRequest request, HttpServletResponse response) {
        var chosen = supported(request.getParameter(PARAMETER));
        if (chosen != null) {
            var cookie = new Cookie(COOKIE, chosen.getLanguage());
            cookie.setPath("/idp");
            cookie.setHttpOnly(true);
            cookie.setMaxAge((int) Duration.ofDays(365).toSeconds());
            cookie.setSecure(request.isSecure());
            cookie.setAttribute("SameSite", "Lax");
            response.addCookie(cookie);
            return chosen;
        }
        var remembered = remembered(request);
        return remembered == null ? preferred(request) : remembered;
    }

    private static @Nullable Locale remembered(HttpServletRequest request) {
        return request.getCookies() == null
                ? null
                : Stream.of(request.getCookies())
                        .filter(cookie -> COOKIE.equals(cookie.getName()))
                        .map(cookie -> supported(cookie.getValue()))
                        .filter(language -> language != null)
                        .findFirst()
                        .orElse(null);
    }

    private static Locale preferred(HttpServletRequest request) {
        for (var locale : Collections.list(request.getLocales())) {
            var language = supported(locale.getLanguage());
            if (language != null) {
                return language;
            }
        }
        return Locale.ENGLISH;
    }

    private static @Nullable Locale supported(@Nullable String language) {
        if (language == null) {
            return null;
        }
        return ProfileData.LOCALES.stream()
                .filter(locale -> locale.getLanguage().equals(language))
                .findFirst()
                .orElse(null);
    }
}
