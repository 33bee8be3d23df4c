package dev.maru.gateway.http.otlp;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.GatewayError;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads a body, packed or not, up to a limit of what it unpacks to. */
final class OtlpBody {
    private static final int BUFFER = 16 << 10;

    private OtlpBody() {}

    static byte[] read(HttpServletRequest request, long limit) throws IOException {
        if (request.getContentLengthLong() > limit) {
            throw tooLarge(limit);
        }
        var header = request.getHeader("Content-Encoding");
        var encoding = header == null ? "identity" : header.strip().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "", "identity" -> read(request.getInputStream(), limit);
            case "gzip", "x-gzip" -> unpacked(request.getInputStream(), limit);
            default ->
                throw new PlatformException(
                        GatewayError.TRACES_ENCODING,
                        "Pack the body with gzip or not at all, not with " + encoding + ".");
        };
    }

    private static byte[] unpacked(InputStream packed, long limit) throws IOException {
        try (var in = new GZIPInputStream(packed, BUFFER)) {
            return read(in, limit);
        } catch (ZipException | EOFException e) {
            throw new PlatformException(GatewayError.TRACES_MALFORMED, "The body is no gzip, or ends too early.", e);
        }
    }

    private static byte[] read(InputStream in, long limit) throws IOException {
        var body = new ByteArrayOutputStream(BUFFER);
        var buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            body.write(buffer, 0, count);
            if (body.size() > limit) {
                throw tooLarge(limit);
            }
        }
        return body.toByteArray();
    }

    private static PlatformException tooLarge(long limit) {
        return new PlatformException(
                CoreError.BODY_TOO_LARGE, "Unpacked, the body may have " + limit + " bytes; send fewer spans at once.");
    }
}
