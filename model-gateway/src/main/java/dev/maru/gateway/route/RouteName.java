package dev.maru.gateway.route;

import dev.maru.core.problem.PlatformException;
import java.util.regex.Pattern;

/** What calls name: lower-case letters, digits and single . _ - between them; no slash, which names a connection. */
public record RouteName(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]+([._-][a-z0-9]+)*");

    public RouteName {
        if (value.isEmpty() || value.length() > 100 || !FORM.matcher(value).matches()) {
            throw PlatformException.invalid(
                    "name", "1 to 100 lower-case letters, digits and . _ - between them, such as support-chat");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
