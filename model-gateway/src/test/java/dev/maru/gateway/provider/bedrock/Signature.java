package dev.maru.gateway.provider.bedrock;

import dev.maru.testing.provider.ReceivedRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signature Version 4 as Amazon describes it, reckoned from what a server received. */
final class Signature {
    private static final Pattern CREDENTIAL =
            Pattern.compile("Credential=[^/]+/(\\d+)/([^/]+)/([^/]+)/aws4_request, SignedHeaders=([^,]+)");

    private Signature() {}

    static String of(ReceivedRequest request, String accessKey) throws GeneralSecurityException {
        var matcher = CREDENTIAL.matcher(request.header("authorization").orElse(""));
        if (!matcher.find()) {
            return "no credential";
        }
        var canonical = new StringBuilder(request.method())
                .append('\n')
                .append(canonicalPath(request.path()))
                .append("\n\n");
        for (var name : matcher.group(4).split(";", -1)) {
            canonical
                    .append(name)
                    .append(':')
                    .append(request.header(name).orElse(""))
                    .append('\n');
        }
        canonical.append('\n').append(matcher.group(4)).append('\n').append(hash(request.body()));
        var scope = matcher.group(1) + "/" + matcher.group(2) + "/" + matcher.group(3) + "/aws4_request";
        var text = "AWS4-HMAC-SHA256\n" + request.header("x-amz-date").orElse("") + "\n" + scope + "\n"
                + hash(canonical.toString().getBytes(StandardCharsets.UTF_8));
        var key = ("AWS4" + accessKey.split(":", -1)[1]).getBytes(StandardCharsets.UTF_8);
        for (var part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, text));
    }

    /** What is encoded on the wire is encoded once more, segment by segment. */
    private static String canonicalPath(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8).replace("%2F", "/");
    }

    private static String hash(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
