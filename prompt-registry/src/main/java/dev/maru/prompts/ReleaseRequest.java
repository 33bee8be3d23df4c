package dev.maru.prompts;

import dev.maru.core.id.PromptId;
import dev.maru.core.id.ReleaseRequestId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's wish to move a label, because it is protected or because it shall happen later.
 *
 * @param from what the label named when it was asked for, null for nothing; if that changes, the request fails
 * @param approvals how many it takes
 * @param byManager only who manages prompts may approve; where nobody has to, that such a one asked
 * @param releaseAt not before then, null for at once
 * @param rollout to a share of the callers first, null to all at once
 * @param stateReason why it failed or was rejected, empty otherwise
 */
public record ReleaseRequest(
        ReleaseRequestId id,
        PromptId prompt,
        PromptName name,
        PromptLabel label,
        int version,
        @Nullable Integer from,
        int approvals,
        boolean byManager,
        List<String> gates,
        String reason,
        @Nullable Instant releaseAt,
        @Nullable Rollout rollout,
        State state,
        String stateReason,
        String requestedBy,
        String requester,
        Instant requestedAt,
        @Nullable Instant closedAt,
        List<ReleaseReview> reviews) {
    public ReleaseRequest {
        gates = List.copyOf(gates);
        reviews = List.copyOf(reviews);
    }

    /** Where a request stands. */
    public enum State {
        OPEN,
        /** Waiting for its time. */
        APPROVED,
        RELEASED,
        REJECTED,
        WITHDRAWN,
        /** It could not be released when it was due. */
        FAILED;

        public boolean isPending() {
            return this == OPEN || this == APPROVED;
        }

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State ofWireName(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    public long approved() {
        return reviews.stream().filter(ReleaseReview::approves).count();
    }
}
