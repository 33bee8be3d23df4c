package dev.maru.prompts.http;

import dev.maru.prompts.PromptName;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A status and, but for 204, a body.
 *
 * @param served the value of the header maru-prompt
 */
record Answer(int status, @Nullable Object body, @Nullable String served) {
    Answer(int status, @Nullable Object body) {
        this(status, body, null);
    }

    static Answer ok(Object body) {
        return new Answer(200, body, null);
    }

    Answer of(PromptName name, int version) {
        return new Answer(status, body, header(name, version));
    }

    /** Names may hold any letter, headers may not. */
    static String header(PromptName name, int version) {
        var header = new StringBuilder();
        for (byte b : name.value().getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = (c < 128 && Character.isLetterOrDigit(c)) || "-._~/".indexOf(c) >= 0;
            if (plain) {
                header.append(c);
            } else {
                header.append('%').append("%02X".formatted((int) c));
            }
        }
        return header.append('@').append(version).toString();
    }
}
