package dev.maru.gateway.call;

import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.CompletionRequest;
import dev.maru.gateway.PromptRendering;
import dev.maru.gateway.guard.CallGuard;
import dev.maru.gateway.limit.LimitSubject;
import dev.maru.gateway.route.Candidate;
import dev.maru.gateway.route.RoutePlan;
import dev.maru.gateway.spool.CallFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that has passed every check and only has to be made.
 *
 * @param candidates the models that may get it, in their order
 * @param plan of the route that was named, null if a model was
 */
record PlannedCall(
        Caller caller,
        CompletionRequest request,
        RequestEnvelope envelope,
        @Nullable PromptRendering rendering,
        UpstreamRequest upstream,
        List<Candidate> candidates,
        @Nullable RoutePlan plan,
        Patience patience,
        LimitSubject subject,
        CallFacts facts,
        CallSpan span,
        long deadlineNanos,
        CallGuard guard) {
    /** The same call with what it says masked. */
    PlannedCall with(RequestEnvelope masked, @Nullable PromptRendering maskedRendering) {
        return new PlannedCall(
                caller,
                request,
                masked,
                maskedRendering,
                new UpstreamRequest(masked, maskedRendering),
                candidates,
                plan,
                patience,
                subject,
                facts,
                span,
                deadlineNanos,
                guard);
    }

    boolean stream() {
        return envelope.stream() && envelope.form().converses();
    }
}
