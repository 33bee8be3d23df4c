package dev.maru.gateway.limit;

import java.util.Map;

/** What a call was let in for: a place among the calls at once, a request, and tokens by estimate. */
public interface Admitted extends AutoCloseable {
    /** For a call that no limit holds for. */
    Admitted FREELY = new Admitted() {
        @Override
        public Map<String, String> headers() {
            return Map.of();
        }

        @Override
        public void used(long inputTokens, long outputTokens) {}

        @Override
        public void close() {}
    };

    /** {@code x-ratelimit-*} of the limits with the least left. */
    Map<String, String> headers();

    /** What the call used in truth, its attempts together; the first time counts. Without it, {@link #close} refunds everything. */
    void used(long inputTokens, long outputTokens);

    /** The call has ended: its place is free again. */
    @Override
    void close();
}
