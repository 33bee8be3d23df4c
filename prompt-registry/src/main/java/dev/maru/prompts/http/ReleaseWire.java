package dev.maru.prompts.http;

import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.ReleaseRequest;
import dev.maru.prompts.ReleaseRequestService;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What goes over the wire about requests for releases. */
final class ReleaseWire {
    private ReleaseWire() {}

    /** @param releaseAt left out for as soon as it is approved */
    record WishRequest(
            @Nullable String label,
            @Nullable Integer version,
            @Nullable Integer expectedVersion,
            @Nullable String reason,
            @Nullable Instant releaseAt) {
        ReleaseRequestService.Wish wish() {
            if (version == null) {
                throw PlatformException.invalid("version", "this field is required");
            }
            return new ReleaseRequestService.Wish(
                    label == null ? PromptLabel.PRODUCTION : new PromptLabel(label),
                    version,
                    Wire.expected(expectedVersion),
                    reason == null ? "" : reason,
                    releaseAt);
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
