package dev.maru.gateway.call;

import dev.maru.core.id.PriceId;
import dev.maru.core.id.PromptId;
import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.guard.GuardFinding;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known about one call.
 *
 * @param protocol in which it came in, such as {@code openai-chat}
 * @param route the one that was called, null if the call named a model itself
 * @param saved null unless the answer came from the cache
 * @param guardrails what was found in it; never the text
 * @param payload null if none was kept, has expired, or the caller may not read it
 */
public record CallDetail(
        CallListItem call,
        String protocol,
        @Nullable String errorMessage,
        @Nullable String endUser,
        @Nullable String route,
        @Nullable PromptId promptId,
        @Nullable String promptVariant,
        @Nullable String traceId,
        @Nullable String clientRequestId,
        @Nullable String sessionId,
        @Nullable Long overheadUs,
        @Nullable Saved saved,
        Map<String, String> tags,
        List<Attempt> attempts,
        List<LedgerEntry> ledger,
        List<GuardFinding> guardrails,
        @Nullable Payload payload) {
    public CallDetail {
        tags = Map.copyOf(tags);
        attempts = List.copyOf(attempts);
        ledger = List.copyOf(ledger);
        guardrails = List.copyOf(guardrails);
    }

    /** What an answer from the cache had taken when it was made; the cost is null if its model had no price. */
    public record Saved(
            long tokens,
            @Nullable BigDecimal cost,
            @Nullable String currency) {}

    /**
     * One try at one connection.
     *
     * @param keyName which of the connection's keys was used, null if it has none
     * @param reason why the call went there, for people
     * @param errorClass what kind of failure it met, null if it answered
     */
    public record Attempt(
            int number,
            String model,
            String connectionSlug,
            @Nullable String keyName,
            @Nullable String reason,
            @Nullable Integer status,
            String outcome,
            @Nullable String errorClass,
            @Nullable String errorCode,
            @Nullable String errorMessage,
            @Nullable String upstreamRequestId,
            Instant dispatchedAt,
            @Nullable Long firstTokenMs,
            @Nullable Long durationMs) {}

    /** One row of the ledger; correction 0 is the original. */
    public record LedgerEntry(
            int attempt,
            int correction,
            String model,
            TokenCounts tokens,
            UsageState state,
            @Nullable PriceId priceId,
            @Nullable BigDecimal cost,
            @Nullable String currency,
            Instant at) {}

    /** What went over the wire, as text; cut at the capture limit if {@code truncated}. */
    public record Payload(String request, @Nullable String response, boolean truncated) {}
}
