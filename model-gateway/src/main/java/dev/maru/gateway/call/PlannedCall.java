package dev.maru.gateway.call;

import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.CompletionRequest;
import dev.maru.gateway.PromptRendering;
import dev.maru.gateway.catalog.CallableModel;
import dev.maru.gateway.spool.CallFacts;
import org.jspecify.annotations.Nullable;

/** A call that has passed every check and only has to be made. */
record PlannedCall(
        Caller caller,
        CompletionRequest request,
        RequestEnvelope envelope,
        @Nullable PromptRendering rendering,
        CallableModel model,
        BodyPieces upstreamBody,
        CallFacts facts,
        CallSpan span,
        long deadlineNanos) {
    boolean stream() {
        return envelope.stream();
    }
}
