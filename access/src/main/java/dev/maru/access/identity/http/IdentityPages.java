package dev.maru.access.identity.http;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.maru.core.problem.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/** Renders the pages of the identity provider: a frame with a title, the texts of a language, and one form. */
@Component
class IdentityPages {
    private static final String BUNDLE = "dev.maru.access.identity.http.pages";

    private final Map<String, Template> templates = new ConcurrentHashMap<>();
    private final Mustache.Compiler compiler = Mustache.compiler().defaultValue("");

    /** A page with status 200; the title is the text {@code <name>.title}. */
    ResponseEntity<String> show(
            HttpServletRequest request, HttpServletResponse response, String name, Map<String, ?> model) {
        return show(request, response, 200, name, model);
    }

    ResponseEntity<String> show(
            HttpServletRequest request, HttpServletResponse response, int status, String name, Map<String, ?> model) {
        var locale = PageLanguage.of(request, response);
        var texts = ResourceBundle.getBundle(BUNDLE, locale, ROOT_ONLY);
        var values = new HashMap<String, Object>(model);
        values.put("t", (Mustache.Lambda) (fragment, out) -> out.write(texts.getString(fragment.execute())));
        values.put("lang", locale.getLanguage());
        values.put("isKorean", locale.getLanguage().equals("ko"));
        values.put("self", request.getRequestURI());
        values.put("token", request.getParameter("token"));
        addCsrf(request, values);
        values.put("content", template(name).execute(values));
        values.put("title", texts.getString(name + ".title"));
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("Referrer-Policy", "no-referrer")
                .body(template("frame").execute(values));
    }

    private static void addCsrf(HttpServletRequest request, Map<String, Object> values) {
        if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken csrf) {
            values.put("csrfName", csrf.getParameterName());
            values.put("csrfHeader", csrf.getHeaderName());
            values.put("csrfToken", csrf.getToken());
        }
    }

    /** The sentence for an error in the visitor's language, or the error's own where there is none. */
    String text(HttpServletRequest request, HttpServletResponse response, ErrorCode code, String otherwise) {
        var texts = ResourceBundle.getBundle(BUNDLE, PageLanguage.of(request, response), ROOT_ONLY);
        try {
            return texts.getString("error." + code.slug());
        } catch (MissingResourceException e) {
            return otherwise;
        }
    }

    private Template template(String name) {
        return templates.computeIfAbsent(name, this::compile);
    }

    private Template compile(String name) {
        var file = name + ".mustache";
        try (var in = IdentityPages.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from the jar");
            }
            return compiler.compile(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Never the language of the server, which says nothing about the visitor. */
    private static final ResourceBundle.Control ROOT_ONLY =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    static Locale language(HttpServletRequest request, HttpServletResponse response) {
        return PageLanguage.of(request, response);
    }
}
