package dev.maru.gateway.budget;

import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.platform.schedule.RecurringTask;
import dev.maru.platform.webhook.WebhookEvent;
import dev.maru.platform.webhook.WebhookEventTypes;
import dev.maru.platform.webhook.WebhookEvents;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells the webhooks of a budget's project which thresholds it passed; looks for them across tenants, once each. */
@Configuration(proxyBeanMethods = false)
class BudgetAnnouncements {
    static final String THRESHOLD_PASSED = "budget.threshold.passed";
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final int AT_ONCE = 100;

    @Bean
    WebhookEventTypes budgetEventTypes() {
        return WebhookEventTypes.of(THRESHOLD_PASSED);
    }

    @Bean
    RecurringTask budgetAlertsTask(
            SystemDb system,
            TenantDb db,
            BudgetAlertRepository alerts,
            BudgetRepository budgets,
            WebhookEvents events,
            Clock clock) {
        return new RecurringTask("budget-alerts", EVERY, () -> tell(system, db, alerts, budgets, events, clock));
    }

    static void tell(
            SystemDb system,
            TenantDb db,
            BudgetAlertRepository alerts,
            BudgetRepository budgets,
            WebhookEvents events,
            Clock clock) {
        for (var alert : system.inSystem(tx -> alerts.untold(tx, AT_ONCE))) {
            db.runInTenant(alert.tenant(), tx -> {
                if (alerts.told(tx, alert, clock.instant())) {
                    budgets.find(tx, alert.budget()).ifPresent(budget -> emit(tx, events, alert, budget));
                }
            });
        }
    }

    /** A budget of the whole tenant belongs to no project, and so has no webhooks. */
    private static void emit(TenantTx tx, WebhookEvents events, BudgetAlertRepository.Alert alert, Budget budget) {
        var project = budget.scope().project();
        if (project == null) {
            return;
        }
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put("budget", Map.of("id", budget.id().toString(), "name", budget.name()));
        data.put("threshold", alert.threshold());
        data.put("amount", plain(budget.amount()));
        data.put("spent", plain(alert.spent()));
        data.put("enforcement", budget.hard() ? "hard" : "soft");
        data.put("periodStart", alert.periodStart().toString());
        events.emit(tx, project, new WebhookEvent(THRESHOLD_PASSED, budget.name(), data));
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
