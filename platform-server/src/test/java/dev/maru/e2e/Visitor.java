package dev.maru.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without scripts: keeps cookies, follows redirects, fills in forms. */
public final class Visitor {
    private static final Pattern FORM =
            Pattern.compile("<form method=\"post\" action=\"([^\"]*)\">(.*?)</form>", Pattern.DOTALL);
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");
    private static final int MOST_REDIRECTS = 20;

    /** By host and port, unlike a browser's, so that two installations on one machine stay apart. */
    private final Map<String, Map<String, String>> cookies = new HashMap<>();

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    public Answer get(URI uri) {
        return follow(
                HttpRequest.newBuilder(uri).header("Accept", "text/html").GET().build());
    }

    /** Where an address redirects to, without going there. */
    public String redirect(URI uri) {
        return send(HttpRequest.newBuilder(uri)
                        .header("Accept", "text/html")
                        .GET()
                        .build())
                .headers()
                .firstValue("Location")
                .orElse("");
    }

    /** Sends the first form of a page with its hidden fields and what a person fills in. */
    public Answer submit(Answer page, Map<String, String> filledIn) {
        var form = FORM.matcher(page.body());
        if (!form.find()) {
            throw new AssertionError("no form on " + page.uri() + ": " + page.status() + "\n" + page.body());
        }
        var fields = hiddenFields(form.group(2));
        fields.putAll(filledIn);
        return post(page.uri().resolve(form.group(1)), fields);
    }

    static Map<String, String> hiddenFields(String html) {
        var fields = new LinkedHashMap<String, String>();
        var hidden = HIDDEN.matcher(html);
        while (hidden.find()) {
            fields.put(hidden.group(1), hidden.group(2));
        }
        return fields;
    }

    public Answer post(URI uri, Map<String, String> fields) {
        var body = fields.entrySet().stream()
                .map(field ->
                        URLEncoder.encode(field.getKey(), UTF_8) + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return follow(HttpRequest.newBuilder(uri)
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private Answer follow(HttpRequest first) {
        var request = first;
        var trail = new ArrayList<String>();
        for (int i = 0; i < MOST_REDIRECTS; i++) {
            var response = send(request);
            trail.add(response.statusCode() + " " + request.method() + " " + request.uri());
            var location = response.headers().firstValue("Location");
            if (response.statusCode() / 100 != 3 || location.isEmpty()) {
                return new Answer(response);
            }
            var next = request.uri().resolve(location.get());
            request = HttpRequest.newBuilder(next)
                    .header("Accept", "text/html")
                    .GET()
                    .build();
        }
        throw new AssertionError("redirected without end:\n" + String.join("\n", trail));
    }

    public HttpResponse<String> send(HttpRequest bare) {
        var jar = cookies.computeIfAbsent(bare.uri().getAuthority(), site -> new HashMap<>());
        var request = jar.isEmpty() ? bare : withCookies(bare, jar);
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").stream()
                    .flatMap(header -> HttpCookie.parse(header).stream())
                    .forEach(cookie -> jar.put(cookie.getName(), cookie.getValue()));
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest withCookies(HttpRequest bare, Map<String, String> jar) {
        var header = jar.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return HttpRequest.newBuilder(bare, (name, value) -> true)
                .header("Cookie", header)
                .build();
    }

    /** The last answer after all redirects. */
    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public URI uri() {
            return response.uri();
        }

        public String body() {
            return response.body();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public List<String> setCookies() {
            return response.headers().allValues("Set-Cookie");
        }
    }
}
