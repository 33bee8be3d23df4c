package dev.maru.gateway.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Frames of an event stream, gathered until they are taken. */
public final class Sse {
    private final ByteArrayOutputStream frames = new ByteArrayOutputStream();

    /** @param name null for an event without one */
    public void add(@Nullable String name, JsonNode data) {
        add(name, data.toString());
    }

    public void add(@Nullable String name, String data) {
        var event = name == null ? "" : "event: " + name + "\n";
        frames.writeBytes((event + "data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    public byte[] take() {
        var bytes = frames.toByteArray();
        frames.reset();
        return bytes;
    }
}
