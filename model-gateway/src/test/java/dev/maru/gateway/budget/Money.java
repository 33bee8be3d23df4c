package dev.maru.gateway.budget;

import dev.maru.gateway.app.RunningGateway;
import dev.maru.testing.database.TestDatabase;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of a database's one or all budgets, summed. */
record Money(BigDecimal spent, BigDecimal reserved, BigDecimal leased, BigDecimal ledger) {
    static Money of(TestDatabase database) {
        return of(database, "true");
    }

    /** @param where about {@code p}, the period, and {@code b}, its budget */
    static Money of(TestDatabase database, String where) {
        var row = RunningGateway.select(database, """
                select coalesce(sum(p.spent), 0) as spent, coalesce(sum(p.reserved), 0) as reserved,
                  coalesce(sum((select coalesce(sum(amount), 0) from gateway.budget_lease l
                    where l.budget_id = p.budget_id and l.period_start = p.period_start)), 0) as leased,
                  (select coalesce(sum(cost), 0) from gateway.ledger) as ledger
                from gateway.budget_period p join gateway.budget b using (tenant_id, budget_id) where %s
                """.formatted(where)).getFirst();
        return new Money(
                amount(row.get("spent")),
                amount(row.get("reserved")),
                amount(row.get("leased")),
                amount(row.get("ledger")));
    }

    boolean quiet() {
        return reserved.signum() == 0 && leased.signum() == 0;
    }

    private static BigDecimal amount(@Nullable Object value) {
        return (BigDecimal) Objects.requireNonNull(value);
    }
}
