package dev.maru.gateway.provider.bedrock;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The region that a request is signed for stands in the host. */
final class Region {
    private static final Pattern IN_HOST = Pattern.compile("(?:^|\\.)bedrock-runtime(?:-fips)?\\.([a-z0-9-]+)\\.");
    private static final String USUAL = "us-east-1";

    private Region() {}

    static String of(@Nullable URI baseUrl) {
        var host = baseUrl == null || baseUrl.getHost() == null ? "" : baseUrl.getHost();
        var matcher = IN_HOST.matcher(host);
        return matcher.find() ? matcher.group(1) : USUAL;
    }
}
