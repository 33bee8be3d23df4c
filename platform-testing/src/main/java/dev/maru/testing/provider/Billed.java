package dev.maru.testing.provider;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the provider charges for one request: all of a completed answer, the tokens made so far of a broken one. Refused
 * and failed requests are not billed and have no entry.
 *
 * @param requestNumber of the {@link ReceivedRequest}
 * @param credential the key that was presented, empty if none was
 * @param usageReported whether the client was sent exactly this usage
 * @param clientDisconnectedAt when the provider noticed, null if the client stayed
 */
public record Billed(
        long requestNumber,
        Endpoint endpoint,
        String credential,
        String model,
        boolean streamed,
        Usage usage,
        Outcome outcome,
        boolean usageReported,
        @Nullable Instant clientDisconnectedAt) {
    /** How an answer ended. */
    public enum Outcome {
        COMPLETED,
        ABORTED_BY_CLIENT,
        BROKEN_BY_PROVIDER
    }
}
