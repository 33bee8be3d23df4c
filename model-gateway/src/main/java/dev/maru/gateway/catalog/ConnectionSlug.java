package dev.maru.gateway.catalog;

import dev.maru.core.problem.PlatformException;
import java.util.regex.Pattern;

/** The short name of a connection, the part of a model's name before the first slash. */
public record ConnectionSlug(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public ConnectionSlug {
        if (!FORM.matcher(value).matches()) {
            throw PlatformException.invalid("slug", "1 to 63 lower-case letters, digits and hyphens, no hyphen first");
        }
        if (value.equals("workspace")) {
            throw PlatformException.invalid(
                    "slug", "\"workspace\" is kept for answers from workspaces; choose another");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
