package dev.maru.access;

import dev.maru.core.problem.PlatformException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** The short name of a tenant or a project in addresses: lower case letters, digits and hyphens. */
public record Slug(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?");

    public Slug {
        if (value.length() > 40 || !FORM.matcher(value).matches()) {
            throw PlatformException.invalid(
                    "slug", "use 1 to 40 lower case letters, digits and hyphens, with no hyphen at either end");
        }
    }

    /** A slug that resembles a name, or the fallback where nothing of the name can be kept. */
    public static Slug resembling(String name, String fallback) {
        var plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        var cut = plain.substring(0, Math.min(plain.length(), 32)).replaceAll("-+$", "");
        return new Slug(cut.isEmpty() ? fallback : cut);
    }

    @Override
    public String toString() {
        return value;
    }
}
