package dev.maru.gateway.spool;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.PriceId;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.RequestId;
import dev.maru.core.id.TenantId;
import dev.maru.gateway.Origin;
import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.catalog.PriceSheet;
import dev.maru.gateway.ledger.Charge;
import dev.maru.gateway.ledger.Pricing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records for tests. */
final class Records {
    static final PriceSheet PRICE = new PriceSheet(
            PriceId.next(), Instant.EPOCH, "USD", new BigDecimal("3"), null, null, new BigDecimal("15"), null, "test");

    private Records() {}

    static CallFacts facts(TenantId tenant, ProjectId project, String model) {
        return new CallFacts(
                tenant,
                project,
                RequestId.next(),
                Origin.API,
                ApiKeyId.next(),
                null,
                "end user",
                "openai-chat",
                model,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                true,
                Instant.parse("2026-11-23T10:00:00.123456Z"),
                Map.of("team", "search"));
    }

    static SpoolRecord.Dispatched dispatched(CallFacts call, int attempt) {
        return new SpoolRecord.Dispatched(
                call,
                attempt,
                new SpoolRecord.Target("scripted", "scripted/m", null, "m", PRICE, null, null),
                new TokenCounts(100, 0, 0, 4_096, 0),
                Instant.parse("2026-11-23T10:00:00.5Z"));
    }

    static SpoolRecord.Settled settled(SpoolRecord.Dispatched dispatched) {
        return settled(dispatched, null);
    }

    static SpoolRecord.Settled settled(SpoolRecord.Dispatched dispatched, @Nullable String errorMessage) {
        Charge charge = Pricing.charge(new TokenCounts(10, 0, 0, 5, 0), true, PRICE);
        return new SpoolRecord.Settled(
                dispatched.tenant(),
                dispatched.requestId(),
                dispatched.attempt(),
                SpoolRecord.AttemptOutcome.SUCCESS,
                200,
                null,
                errorMessage,
                null,
                "up-1",
                charge,
                12L,
                34L);
    }

    static SpoolRecord.Closed closed(CallFacts call) {
        return new SpoolRecord.Closed(
                call,
                "scripted/m",
                "scripted",
                "success",
                200,
                null,
                null,
                1,
                "exact",
                new TokenCounts(10, 0, 0, 5, 0),
                new BigDecimal("0.000105"),
                "USD",
                12L,
                34L,
                56L,
                null,
                List.of());
    }
}
