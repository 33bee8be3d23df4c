package dev.maru.gateway.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.BudgetId;
import dev.maru.core.id.LimitId;
import dev.maru.core.id.ProjectId;
import dev.maru.gateway.budget.Allowance.Bound;
import dev.maru.gateway.limit.CallSketch;
import dev.maru.gateway.limit.LimitKind;
import dev.maru.gateway.limit.LimitScope;
import dev.maru.gateway.limit.LimitUse;
import dev.maru.gateway.limit.UsageLimit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AllowanceTest {
    private static final ProjectId PROJECT = ProjectId.next();
    private static final ApiKeyId KEY = ApiKeyId.next();
    private static final LimitScope OF_KEY = new LimitScope(PROJECT, KEY, null, null, null, null);
    private static final LimitScope OF_MODEL = new LimitScope(null, null, null, "a/b", null, null);
    private static final LimitScope OF_TEAM = new LimitScope(null, null, null, null, "team", "x");

    private final LimitUse tenant = limit(LimitScope.TENANT, 100, 60L);
    private final LimitUse key = limit(OF_KEY, 10, 5L);
    private final LimitUse model = limit(OF_MODEL, 1_000, 100L);
    private final BudgetUse team = budget(OF_TEAM, "10", "9.5", "0.4");
    private final Allowance all = new Allowance(List.of(tenant, key, model), List.of(team));

    @Test
    void theOneWithTheSmallestShareLeftBinds() {
        assertThat(binding(call(KEY, Set.of(), Map.of()))).isEqualTo(new Bound.OfLimit(key));
        assertThat(binding(call(null, Set.of(), Map.of()))).isEqualTo(new Bound.OfLimit(tenant));
        assertThat(binding(call(KEY, Set.of("a/b"), Map.of()))).isEqualTo(new Bound.OfLimit(model));
        assertThat(binding(call(KEY, Set.of("a/b"), Map.of("team", "x")))).isEqualTo(new Bound.OfBudget(team));
        assertThat(binding(call(KEY, Set.of("a/b"), Map.of("team", "y")))).isEqualTo(new Bound.OfLimit(model));
    }

    @Test
    void knowsSharesAtTheirEnds() {
        assertThat(team.shareLeft()).isEqualTo(0.01);
        assertThat(budget(OF_TEAM, "0", "0", "0").shareLeft()).isZero();
        assertThat(budget(OF_TEAM, "1", "2", "0").shareLeft()).isZero();
        assertThat(limit(OF_KEY, 0, 0L).shareLeft()).isZero();
        assertThat(limit(OF_KEY, 10, null).shareLeft()).isOne();
    }

    @Test
    void nothingBindsWhereNothingHolds() {
        assertThat(new Allowance(List.of(model), List.of(team))
                        .holdingFor(call(KEY, Set.of("other/model"), Map.of()))
                        .binding())
                .isEmpty();
    }

    private Bound binding(CallSketch call) {
        return all.holdingFor(call).binding().orElseThrow();
    }

    private static CallSketch call(@Nullable ApiKeyId by, Set<String> models, Map<String, String> tags) {
        return new CallSketch(PROJECT, by, null, models, tags);
    }

    private static LimitUse limit(LimitScope scope, long amount, @Nullable Long left) {
        return new LimitUse(
                new UsageLimit(
                        LimitId.next(),
                        0,
                        scope,
                        LimitKind.REQUESTS,
                        Duration.ofMinutes(1),
                        amount,
                        true,
                        Instant.EPOCH),
                left);
    }

    private static BudgetUse budget(LimitScope scope, String amount, String spent, String reserved) {
        var budget = new Budget(
                BudgetId.next(),
                0,
                "team",
                scope,
                new BigDecimal(amount),
                BudgetPeriod.MONTH,
                ZoneOffset.UTC,
                true,
                List.of(),
                true,
                Instant.EPOCH);
        return new BudgetUse(
                budget,
                budget.spanAt(Instant.EPOCH),
                new BigDecimal(spent),
                new BigDecimal(reserved),
                BigDecimal.ZERO,
                List.of(),
                List.of());
    }
}
