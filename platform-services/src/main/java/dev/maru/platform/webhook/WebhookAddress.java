package dev.maru.platform.webhook;

import dev.maru.core.problem.PlatformException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Where events are sent; its path or query may hold a secret of the receiver, so only its origin is told to others. */
public record WebhookAddress(String value) {
    private static final int LONGEST = 1000;
    private static final String FORM = "use an address of the form https://host/path";

    public WebhookAddress {
        value = value.strip();
        if (value.length() > LONGEST) {
            throw PlatformException.invalid("url", "use at most " + LONGEST + " characters");
        }
        var uri = parse(value);
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http") || uri.getHost() == null) {
            throw PlatformException.invalid("url", FORM);
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null || uri.getPort() > 65_535) {
            throw PlatformException.invalid("url", FORM + ", without a user name and without #");
        }
    }

    URI uri() {
        return URI.create(value);
    }

    boolean isEncrypted() {
        return "https".equalsIgnoreCase(uri().getScheme());
    }

    int port() {
        int port = uri().getPort();
        return port >= 0 ? port : isEncrypted() ? 443 : 80;
    }

    /** Scheme, host and port: what may be shown to everybody who reads the audit trail. */
    String origin() {
        var uri = uri();
        return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getHost().toLowerCase(Locale.ROOT)
                + (uri.getPort() >= 0 ? ":" + uri.getPort() : "");
    }

    private static URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw PlatformException.invalid("url", FORM);
        }
    }

    @Override
    public String toString() {
        return origin();
    }
}
