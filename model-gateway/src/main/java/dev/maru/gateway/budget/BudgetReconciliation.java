package dev.maru.gateway.budget;

import dev.maru.core.tenancy.SystemDb;
import dev.maru.platform.schedule.RecurringTask;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Compares what budgets say with the ledger and the leases, across tenants; it reports what differs and repairs nothing. */
@Configuration(proxyBeanMethods = false)
class BudgetReconciliation {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetReconciliation.class);
    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final Duration LOOK_BACK = Duration.ofDays(2);

    @Bean
    RecurringTask budgetReconciliationTask(
            SystemDb system, BudgetLedgerQuery ledger, Clock clock, MeterRegistry meters) {
        var mismatches = meters.gauge("maru.budget.mismatches", new AtomicInteger());
        return new RecurringTask("budget-reconciliation", EVERY, () -> mismatches.set(compare(system, ledger, clock)));
    }

    /** How many periods do not agree. */
    static int compare(SystemDb system, BudgetLedgerQuery ledger, Clock clock) {
        var after = clock.instant().minus(LOOK_BACK);
        var wrong = system.inSystem(tx -> ledger.audit(tx, after)).stream()
                .filter(each -> !each.agrees())
                .toList();
        wrong.forEach(each -> LOG.error(
                "The budget {} says spent {} and reserved {} since {}; the ledger says {}, the leases {}",
                each.key().budget(),
                each.spent(),
                each.reserved(),
                each.key().start(),
                each.ledger(),
                each.leases()));
        return wrong.size();
    }
}
