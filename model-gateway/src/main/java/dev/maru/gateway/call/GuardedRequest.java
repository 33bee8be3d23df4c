package dev.maru.gateway.call;

import dev.maru.gateway.PromptRendering;
import dev.maru.gateway.budget.WorstCost;
import dev.maru.gateway.guard.CallGuard;
import dev.maru.gateway.ledger.TokenCounter;
import dev.maru.gateway.protocol.ModelRequest.Role;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts a request before its guardrails: it is refused, or goes on as it is, or with something masked. */
final class GuardedRequest {
    /** The fields that hold texts, and who says what stands in them. */
    private static final Map<String, Role> TEXTS = Map.ofEntries(
            Map.entry("messages", Role.USER),
            Map.entry("system", Role.SYSTEM),
            Map.entry("instructions", Role.SYSTEM),
            Map.entry("input", Role.USER),
            Map.entry("query", Role.USER),
            Map.entry("documents", Role.USER),
            Map.entry("prediction", Role.USER),
            Map.entry("tools", Role.SYSTEM),
            Map.entry("functions", Role.SYSTEM),
            Map.entry("response_format", Role.SYSTEM),
            Map.entry("metadata", Role.USER),
            Map.entry("user", Role.USER));

    private final PlannedCall call;
    private final CallGuard guard;

    private GuardedRequest(PlannedCall call) {
        this.call = call;
        this.guard = call.guard();
    }

    /** Throws the refusal of a guardrail. */
    static PlannedCall checked(PlannedCall call, Instant now) {
        var guard = call.guard();
        if (guard.limitsCost()) {
            guard.cost(worstCost(call, now));
        }
        return guard.readsRequest() ? new GuardedRequest(call).read() : call;
    }

    private PlannedCall read() {
        var splice = new RequestSplice(call.envelope());
        var changed = false;
        for (var name : call.envelope().names()) {
            var role = TEXTS.get(name);
            if (role != null) {
                var span = Objects.requireNonNull(call.envelope().field(name));
                var masked = guard.request(call.envelope().tree(span), role);
                if (masked.changed()) {
                    splice.set(name, RequestEnvelope.JSON.writeValueAsString(masked.node()));
                    changed = true;
                }
            }
        }
        var rendering = rendering(call.rendering());
        guard.requestRead();
        if (!changed && rendering == call.rendering()) {
            return call;
        }
        var envelope = changed
                ? RequestEnvelope.parse(call.envelope().form(), splice.pieces().toByteArray())
                : call.envelope();
        return call.with(envelope, rendering);
    }

    private @Nullable PromptRendering rendering(@Nullable PromptRendering rendering) {
        if (rendering == null) {
            return null;
        }
        var masked = guard.request(RequestEnvelope.JSON.readTree(rendering.messagesJson()), Role.SYSTEM);
        return masked.changed()
                ? rendering.withMessages(RequestEnvelope.JSON.writeValueAsString(masked.node()))
                : rendering;
    }

    /** At the dearest of those that have a price. */
    private static @Nullable BigDecimal worstCost(PlannedCall call, Instant now) {
        var input = TokenCounter.guess(call.upstream().textBytes());
        return call.candidates().stream()
                .map(candidate -> candidate.model())
                .map(model ->
                        WorstCost.of(model.priceAt(now), input, call.upstream().mostOutput(model)))
                .filter(Objects::nonNull)
                .max(BigDecimal::compareTo)
                .orElse(null);
    }
}
