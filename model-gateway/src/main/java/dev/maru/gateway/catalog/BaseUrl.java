package dev.maru.gateway.catalog;

import dev.maru.core.problem.PlatformException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** A provider's address up to and with its version, such as {@code https://host/v1}. */
record BaseUrl(URI uri) {
    private static final int LONGEST = 500;

    BaseUrl {
        var scheme = uri.getScheme();
        if (scheme == null || !scheme.equals("https") && !scheme.equals("http") || uri.getHost() == null) {
            throw PlatformException.invalid("baseUrl", "an address of the form https://host/v1");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw PlatformException.invalid(
                    "baseUrl", "no user name, no \"?\" and no \"#\"; the key has its own field");
        }
    }

    static BaseUrl parse(String text) {
        var trimmed = text.strip();
        while (trimmed.endsWith("/")) {
            trimmed = trimmed.substring(0, trimmed.length() - 1);
        }
        if (trimmed.length() > LONGEST) {
            throw PlatformException.invalid("baseUrl", "at most " + LONGEST + " characters");
        }
        try {
            return new BaseUrl(new URI(trimmed));
        } catch (URISyntaxException e) {
            throw PlatformException.invalid("baseUrl", "an address of the form https://host/v1");
        }
    }

    /** What a secret is bound to: scheme, host and port. */
    String origin() {
        return origin(uri);
    }

    static String origin(URI uri) {
        var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
