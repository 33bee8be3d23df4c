package dev.maru.access.identity;

import dev.maru.platform.settings.MaruSettings;
import java.net.URI;

/** The address of this installation as tokens and links carry it: without a slash at its end. */
public final class PublicUrl {
    private PublicUrl() {}

    public static String of(MaruSettings settings) {
        return settings.publicUrl().toString().replaceAll("/+$", "");
    }

    /** Scheme, host and port. */
    public static String origin(MaruSettings settings) {
        var url = settings.publicUrl();
        return url.getScheme() + "://" + url.getAuthority();
    }

    /** What the {@code aud} of an access token for the management API is. */
    public static String apiAudience(MaruSettings settings) {
        return of(settings) + "/api";
    }

    public static boolean isSecure(MaruSettings settings) {
        return "https".equals(settings.publicUrl().getScheme());
    }

    /** Passkeys belong to a name; browsers refuse them where an address is a number. */
    public static boolean allowsPasskeys(MaruSettings settings) {
        return isName(settings.publicUrl()) && (isSecure(settings) || isLocal(settings.publicUrl()));
    }

    private static boolean isName(URI url) {
        var host = url.getHost();
        return host != null && !host.matches("[0-9.]+") && !host.startsWith("[");
    }

    private static boolean isLocal(URI url) {
        return "localhost".equals(url.getHost()) || url.getHost().endsWith(".localhost");
    }
}
