package dev.maru.gateway.http;

import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.CacheControl;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The request headers of a model call. */
final class CallHeaders {
    private static final int MOST_TAGS = 8;
    private static final int LONGEST_VALUE = 200;
    private static final Pattern TAG_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern AGE = Pattern.compile("[0-9]{1,9}");
    private static final Set<String> CACHE_WORDS = Set.of("use", "no-cache", "no-store", "only-if-cached");
    private static final Duration LONGEST = Duration.ofHours(1);

    private CallHeaders() {}

    /** {@code maru-tags: team=search,stage=beta}; values are percent-encoded. */
    static Map<String, String> tags(HttpServletRequest request) {
        var header = request.getHeader("maru-tags");
        if (header == null || header.isBlank()) {
            return Map.of();
        }
        var tags = new LinkedHashMap<String, String>();
        for (var pair : header.split(",")) {
            int equals = pair.indexOf('=');
            var name = equals < 0 ? "" : pair.substring(0, equals).strip();
            if (!TAG_NAME.matcher(name).matches()) {
                throw PlatformException.invalid(
                        "maru-tags", "name=value, separated by commas; names of letters, digits, _ . and -");
            }
            var value = decoded(pair.substring(equals + 1).strip());
            if (value.length() > LONGEST_VALUE || tags.put(name, value) != null || tags.size() > MOST_TAGS) {
                throw PlatformException.invalid(
                        "maru-tags",
                        "at most " + MOST_TAGS + " tags, each once, values of at most " + LONGEST_VALUE
                                + " characters");
            }
        }
        return tags;
    }

    private static String decoded(String value) {
        try {
            // A plus stands for itself here: this is no form.
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw PlatformException.invalid("maru-tags", "percent-encode the values");
        }
    }

    static @Nullable Duration timeout(HttpServletRequest request) {
        var header = request.getHeader("maru-timeout-ms");
        if (header == null) {
            return null;
        }
        try {
            var timeout = Duration.ofMillis(Long.parseLong(header.strip()));
            if (timeout.isPositive() && timeout.compareTo(LONGEST) <= 0) {
                return timeout;
            }
        } catch (NumberFormatException e) {
            throw wrongTimeout();
        }
        throw wrongTimeout();
    }

    /** {@code maru-cache-control: no-cache, no-store, max-age=60, only-if-cached}, or {@code use} where one has to ask. */
    static CacheControl cacheControl(HttpServletRequest request) {
        var header = request.getHeader("maru-cache-control");
        if (header == null || header.isBlank()) {
            return CacheControl.UNSAID;
        }
        var words = new HashSet<String>();
        @Nullable Duration maxAge = null;
        for (var part : header.toLowerCase(Locale.ROOT).split(",")) {
            var word = part.strip();
            if (word.startsWith("max-age=") && AGE.matcher(word.substring(8)).matches()) {
                maxAge = Duration.ofSeconds(Long.parseLong(word.substring(8)));
            } else if (CACHE_WORDS.contains(word)) {
                words.add(word);
            } else {
                throw PlatformException.invalid(
                        "maru-cache-control", "use, no-cache, no-store, only-if-cached, max-age=SECONDS");
            }
        }
        return new CacheControl(
                true,
                !words.contains("no-cache"),
                !words.contains("no-store"),
                maxAge,
                words.contains("only-if-cached"));
    }

    private static PlatformException wrongTimeout() {
        return PlatformException.invalid("maru-timeout-ms", "milliseconds, from 1 to " + LONGEST.toMillis());
    }
}
