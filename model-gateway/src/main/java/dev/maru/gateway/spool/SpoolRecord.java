package dev.maru.gateway.spool;

import dev.maru.core.id.BudgetId;
import dev.maru.core.id.ModelId;
import dev.maru.core.id.RequestId;
import dev.maru.core.id.TenantId;
import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.catalog.PriceSheet;
import dev.maru.gateway.guard.GuardFinding;
import dev.maru.gateway.ledger.Charge;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the spool keeps: an attempt began, an attempt ended, a call ended. */
public sealed interface SpoolRecord {
    TenantId tenant();

    RequestId requestId();

    /**
     * Written before the first byte goes upstream.
     *
     * @param reserved the tokens to charge if nothing more is ever heard of the attempt
     * @param holds the money that is reserved for the attempt in each budget; records of older versions have none
     */
    record Dispatched(CallFacts call, int attempt, Target target, TokenCounts reserved, Instant at, List<Hold> holds)
            implements SpoolRecord {
        public Dispatched {
            // Null where an older version wrote the record.
            holds = List.copyOf(Objects.requireNonNullElse(holds, List.of()));
        }

        /** An attempt for which no money is reserved. */
        public Dispatched(CallFacts call, int attempt, Target target, TokenCounts reserved, Instant at) {
            this(call, attempt, target, reserved, at, List.of());
        }

        @Override
        public TenantId tenant() {
            return call.tenant();
        }

        @Override
        public RequestId requestId() {
            return call.requestId();
        }
    }

    /** Money of a budget's period that is reserved for one attempt. */
    record Hold(BudgetId budget, Instant periodStart, BigDecimal amount) {}

    /**
     * Where an attempt went.
     *
     * @param price the sheet in force when it was dispatched, null if the model is unpriced
     * @param keyName which of the connection's keys opened the door, null if it has none
     * @param reason why it went there
     */
    record Target(
            String connectionSlug,
            String model,
            @Nullable ModelId modelId,
            String upstreamId,
            @Nullable PriceSheet price,
            @Nullable String keyName,
            @Nullable String reason) {}

    /** How an attempt ended and what it used. */
    record Settled(
            TenantId tenant,
            RequestId requestId,
            int attempt,
            AttemptOutcome outcome,
            @Nullable Integer status,
            @Nullable String errorCode,
            @Nullable String errorMessage,
            @Nullable String errorClass,
            @Nullable String upstreamRequestId,
            Charge charge,
            @Nullable Long firstTokenMs,
            @Nullable Long durationMs)
            implements SpoolRecord {}

    /**
     * What the cache did for a call.
     *
     * @param savedTokens of the answer that it gave, null if it gave none
     * @param savedCost null also if the answer had no price
     */
    record CacheUse(
            String state,
            @Nullable Long savedTokens,
            @Nullable BigDecimal savedCost) {}

    /**
     * How a call ended; there is one for each call, refused ones included.
     *
     * @param cache null if the project caches no answers
     * @param guardrails what was found in it
     */
    record Closed(
            CallFacts call,
            @Nullable String model,
            @Nullable String connectionSlug,
            String outcome,
            int status,
            @Nullable String errorCode,
            @Nullable String errorMessage,
            int attempts,
            String usageState,
            TokenCounts tokens,
            @Nullable BigDecimal cost,
            @Nullable String currency,
            @Nullable Long firstTokenMs,
            long durationMs,
            @Nullable Long overheadUs,
            @Nullable CacheUse cache,
            List<GuardFinding> guardrails)
            implements SpoolRecord {
        public Closed {
            // Null where an older version wrote the record.
            guardrails = List.copyOf(Objects.requireNonNullElse(guardrails, List.of()));
        }

        @Override
        public TenantId tenant() {
            return call.tenant();
        }

        @Override
        public RequestId requestId() {
            return call.requestId();
        }
    }

    /** How an attempt ended. */
    enum AttemptOutcome {
        SUCCESS,
        ERROR,
        ABORTED,
        /** The process died before it could tell. */
        LOST;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
