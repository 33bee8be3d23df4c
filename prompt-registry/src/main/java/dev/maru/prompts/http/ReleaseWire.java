package dev.maru.prompts.http;

import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.ReleaseRequest;
import dev.maru.prompts.ReleaseRequestService;
import dev.maru.prompts.Rollout;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes over the wire about requests for releases. */
final class ReleaseWire {
    private ReleaseWire() {}

    /**
     * @param releaseAt left out for as soon as it is approved
     * @param rollout left out for all callers at once
     */
    record WishRequest(
            @Nullable String label,
            @Nullable Integer version,
            @Nullable Integer expectedVersion,
            @Nullable String reason,
            @Nullable Instant releaseAt,
            @Nullable WireRollout rollout) {
        ReleaseRequestService.Wish wish() {
            if (version == null) {
                throw PlatformException.invalid("version", "this field is required");
            }
            return new ReleaseRequestService.Wish(
                    label == null ? PromptLabel.PRODUCTION : new PromptLabel(label),
                    version,
                    Wire.expected(expectedVersion),
                    reason == null ? "" : reason,
                    releaseAt,
                    rollout == null ? null : rollout.rollout());
        }
    }

    /** @param weight of 10,000 */
    record WireRollout(
            int weight, @Nullable Map<String, List<String>> conditions, SplitWire.@Nullable WireGuard guard) {
        static WireRollout of(Rollout rollout) {
            return new WireRollout(rollout.weight(), rollout.conditions(), SplitWire.WireGuard.of(rollout.guard()));
        }

        Rollout rollout() {
            return new Rollout(
                    weight, conditions == null ? Map.of() : conditions, guard == null ? null : guard.guard());
        }
    }

    record CommentRequest(@Nullable String comment) {}

    record ReviewResponse(String verdict, String comment, String reviewedBy, Instant reviewedAt) {}

    record ReleaseRequestResponse(
            String id,
            String prompt,
            String label,
            int version,
            @Nullable Integer from,
            int approvals,
            List<String> gates,
            String reason,
            @Nullable Instant releaseAt,
            @Nullable WireRollout rollout,
            String state,
            String stateReason,
            String requestedBy,
            Instant requestedAt,
            @Nullable Instant closedAt,
            List<ReviewResponse> reviews) {
        static ReleaseRequestResponse of(ReleaseRequest request) {
            return new ReleaseRequestResponse(
                    request.id().toString(),
                    request.name().value(),
                    request.label().value(),
                    request.version(),
                    request.from(),
                    request.approvals(),
                    request.gates(),
                    request.reason(),
                    request.releaseAt(),
                    request.rollout() == null ? null : WireRollout.of(request.rollout()),
                    request.state().wireName(),
                    request.stateReason(),
                    request.requestedBy(),
                    request.requestedAt(),
                    request.closedAt(),
                    request.reviews().stream()
                            .map(review -> new ReviewResponse(
                                    review.approves() ? "approve" : "reject",
                                    review.comment(),
                                    review.reviewedBy(),
                                    review.reviewedAt()))
                            .toList());
        }
    }
}
