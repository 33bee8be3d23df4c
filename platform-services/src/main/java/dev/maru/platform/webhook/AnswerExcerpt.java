package dev.maru.platform.webhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** The first 4 KiB of what a receiver answered, as text that PostgreSQL can keep. */
final class AnswerExcerpt {
    static final int BYTES = 4096;
    private static final char REPLACEMENT = '\uFFFD';

    private AnswerExcerpt() {}

    /** What came until the connection ended or the time was up: the status said already whether the event was taken. */
    static String of(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return "";
        }
        var bytes = new byte[BYTES];
        int length = 0;
        try {
            var in = entity.getContent();
            for (int read = 0; read >= 0 && length < BYTES; read = in.read(bytes, length, BYTES - length)) {
                length += read;
            }
        } catch (IOException e) {
            // Half an answer is shown as far as it came.
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8).replace('\0', REPLACEMENT);
    }
}
