package dev.maru.prompts.http;

import dev.maru.core.page.Cursor;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.PromptLabel;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The query of a request, of which every parameter must be known: a misspelt one would silently mean production. */
record QueryParameters(HttpServletRequest request) {
    private static final int MAX_LIMIT = 200;
    private static final int DEFAULT_LIMIT = 50;

    QueryParameters known(String... names) {
        if (request.getQueryString() == null) {
            return this;
        }
        var known = List.of(names);
        for (var parameters = request.getParameterNames(); parameters.hasMoreElements(); ) {
            var name = parameters.nextElement();
            if (!known.contains(name)) {
                throw invalid(name, known.isEmpty() ? "no parameters here" : "use " + String.join(", ", known));
            }
            if (request.getParameterValues(name).length > 1) {
                throw invalid(name, "give it once");
            }
        }
        return this;
    }

    @Nullable
    String text(String name) {
        return request.getQueryString() == null ? null : request.getParameter(name);
    }

    @Nullable
    Integer number(String name) {
        var text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw invalid(name, "give a whole number");
        }
    }

    @Nullable
    PromptLabel label() {
        var text = text("label");
        return text == null ? null : new PromptLabel(text);
    }

    @Nullable
    Instant instant(String name) {
        var text = text(name);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw invalid(name, "give a time such as 2026-01-31T12:00:00Z");
        }
    }

    boolean flag(String name) {
        return flag(name, false);
    }

    boolean flag(String name, boolean otherwise) {
        var text = text(name);
        if (text == null) {
            return otherwise;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, "give true or false");
        };
    }

    /** What {@code splitAttributes=plan=pro,country=KR} says. */
    Map<String, String> attributes() {
        var text = text("splitAttributes");
        var attributes = new LinkedHashMap<String, String>();
        for (var pair : text == null || text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int equal = pair.indexOf('=');
            if (equal < 1) {
                throw invalid("splitAttributes", "write name=value, with commas between them");
            }
            attributes.put(pair.substring(0, equal), pair.substring(equal + 1));
        }
        return attributes;
    }

    int limit() {
        var limit = number("limit");
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw invalid("limit", "use 1 to " + MAX_LIMIT);
        }
        return limit;
    }

    private static PlatformException invalid(String name, String message) {
        return new PlatformException(CoreError.INVALID_REQUEST, name + ": " + message);
    }

    /** Where the next page begins, null for the first. @param size how many parts the position has */
    @Nullable
    Cursor cursor(int size) {
        var cursor = text("cursor");
        return cursor == null ? null : Cursor.decode(cursor, size);
    }
}
