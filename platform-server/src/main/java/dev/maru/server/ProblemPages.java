package dev.maru.server;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.ErrorCode;
import dev.maru.core.problem.PlatformException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The pages that the {@code type} of a problem leads to. */
@RestController
class ProblemPages {
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title>
            <link rel="stylesheet" href="/docs/docs.css">
            </head>
            <body><main>%s</main></body>
            </html>
            """;

    private final ErrorCatalog catalog;

    ProblemPages(ErrorCatalog catalog) {
        this.catalog = catalog;
    }

    @GetMapping(path = "/problems", produces = MediaType.TEXT_HTML_VALUE)
    String all() {
        var list = new StringBuilder("<h1>Problems</h1><table><thead><tr><th>Problem</th><th>Status</th></tr></thead>");
        for (var code : ErrorCatalog.all()) {
            list.append("<tr><td><a href=\"/problems/%s\">%s</a></td><td>%d</td></tr>"
                    .formatted(code.slug(), title(code), code.kind().status()));
        }
        return PAGE.formatted("Problems", list.append("</table>"));
    }

    @GetMapping(path = "/problems/{slug}", produces = MediaType.TEXT_HTML_VALUE)
    String one(@PathVariable String slug) {
        var code = ErrorCatalog.find(slug)
                .orElseThrow(() -> new PlatformException(
                        CoreError.NOT_FOUND, "There is no problem of this name; /problems lists all."));
        var text = catalog.text(code).map(HtmlUtils::htmlEscape).orElse("");
        var body =
                "<p><a href=\"/problems\">Problems</a></p><h1>%s</h1><p><code>%d</code> <code>%s</code></p><p>%s</p>";
        return PAGE.formatted(
                title(code), body.formatted(title(code), code.kind().status(), code.slug(), text));
    }

    private static String title(ErrorCode code) {
        return HtmlUtils.htmlEscape(Problems.title(code));
    }
}
