package dev.maru.gateway.call;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.RequestId;
import dev.maru.core.id.UserId;
import dev.maru.gateway.Origin;
import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.cache.CacheState;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call in a list.
 *
 * @param model the qualified name of what answered, null if nothing was tried
 * @param cache null if the project caches no answers
 * @param cost null: unpriced, or nothing was dispatched
 */
public record CallListItem(
        RequestId id,
        Instant startedAt,
        Origin origin,
        @Nullable ApiKeyId apiKeyId,
        @Nullable UserId userId,
        String requestedModel,
        @Nullable String model,
        @Nullable String promptName,
        @Nullable Integer promptVersion,
        @Nullable String promptLabel,
        boolean streamed,
        CallOutcome outcome,
        int status,
        @Nullable String errorCode,
        int attempts,
        TokenCounts tokens,
        UsageState usageState,
        @Nullable BigDecimal cost,
        @Nullable String currency,
        @Nullable Long firstTokenMs,
        long durationMs,
        @Nullable CacheState cache) {}
