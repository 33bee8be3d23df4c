package dev.maru.gateway;

import java.io.IOException;

/** Where an answer goes: first its head, exactly once, then its bytes; an IOException means that nobody listens any more. */
public interface CompletionSink {
    void begin(CompletionHead head) throws IOException;

    void write(byte[] bytes, int offset, int length) throws IOException;

    void flush() throws IOException;
}
