package dev.maru.gateway.http;

import dev.maru.gateway.CompletionHead;
import dev.maru.gateway.CompletionSink;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes an answer to a servlet's response. */
final class ServletSink implements CompletionSink {
    private final HttpServletResponse response;

    ServletSink(HttpServletResponse response) {
        this.response = response;
    }

    @Override
    public void begin(CompletionHead head) {
        response.setStatus(head.status());
        response.setContentType(head.contentType());
        head.headers().forEach(response::setHeader);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        response.getOutputStream().write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        response.flushBuffer();
    }
}
