package dev.maru.gateway;

import java.io.ByteArrayOutputStream;
import java.util.Map;

/** A whole answer in memory: success or an OpenAI-shaped error. */
public record Completion(CompletionHead head, byte[] body) {
    public boolean successful() {
        return head.status() == 200;
    }

    /** Collects an answer. */
    static final class Collector implements CompletionSink {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private CompletionHead head = new CompletionHead(0, "", Map.of());

        @Override
        public void begin(CompletionHead head) {
            this.head = head;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            this.bytes.write(bytes, offset, length);
        }

        @Override
        public void flush() {}

        Completion completion() {
            return new Completion(head, bytes.toByteArray());
        }
    }
}
