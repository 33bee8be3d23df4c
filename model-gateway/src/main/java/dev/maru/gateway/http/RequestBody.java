package dev.maru.gateway.http;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Reads a request's body once, up to a limit. */
final class RequestBody {
    private static final int BUFFER = 16 << 10;

    private RequestBody() {}

    static byte[] read(HttpServletRequest request, long limit) throws IOException {
        long announced = request.getContentLengthLong();
        if (announced > limit) {
            throw tooLarge(limit);
        }
        var in = request.getInputStream();
        if (announced >= 0) {
            var body = in.readNBytes(Math.toIntExact(announced));
            if (body.length < announced) {
                throw new IOException("the client left in the middle of its request");
            }
            return body;
        }
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
                CoreError.BODY_TOO_LARGE, "The body is larger than the " + limit + " bytes that are allowed.");
    }
}
