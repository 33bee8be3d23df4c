package dev.maru.gateway.http;

import dev.maru.core.id.BudgetId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.budget.BudgetChange;
import dev.maru.gateway.budget.BudgetData;
import dev.maru.gateway.budget.BudgetPeriod;
import dev.maru.gateway.budget.BudgetService;
import dev.maru.gateway.budget.BudgetUse;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The budgets of a tenant. */
@RestController
@RequestMapping("/api/tenants/{tenant}/budgets")
class BudgetController {
    private final BudgetService budgets;

    BudgetController(BudgetService budgets) {
        this.budgets = budgets;
    }

    record WireLease(String instance, @Nullable String amount, Instant seenAt) {}

    /** Amounts as decimal strings, in the accounting currency. */
    record WireBudget(
            String id,
            long version,
            String name,
            WireScope scope,
            @Nullable String amount,
            String period,
            String timeZone,
            String enforcement,
            List<Integer> thresholds,
            boolean enabled,
            Instant createdAt,
            Instant periodStart,
            @Nullable Instant renewsAt,
            @Nullable String spent,
            @Nullable String reserved,
            @Nullable String remaining,
            @Nullable String overrun,
            List<Integer> passedThresholds,
            List<WireLease> leases) {
        static WireBudget of(BudgetUse use) {
            var budget = use.budget();
            return new WireBudget(
                    budget.id().toString(),
                    budget.version(),
                    budget.name(),
                    WireScope.of(budget.scope()),
                    Decimals.plain(budget.amount()),
                    budget.period().wireName(),
                    budget.zone().getId(),
                    budget.hard() ? "hard" : "soft",
                    budget.thresholds(),
                    budget.enabled(),
                    budget.createdAt(),
                    use.span().start(),
                    use.span().end(),
                    Decimals.plain(use.spent()),
                    Decimals.plain(use.reserved()),
                    Decimals.plain(use.remaining()),
                    Decimals.plain(use.overrun()),
                    use.passed(),
                    use.leases().stream()
                            .map(lease -> new WireLease(
                                    lease.instance().toString(), Decimals.plain(lease.amount()), lease.seenAt()))
                            .toList());
        }
    }

    record WireBudgets(List<WireBudget> items) {}

    record WireNewBudget(
            @Nullable String name,
            @Nullable WireScope scope,
            @Nullable BigDecimal amount,
            @Nullable String period,
            @Nullable String timeZone,
            @Nullable String enforcement,
            @Nullable List<Integer> thresholds,
            @Nullable Boolean enabled) {}

    record WireBudgetChange(
            @Nullable Long version,
            @Nullable String name,
            @Nullable BigDecimal amount,
            @Nullable String enforcement,
            @Nullable List<Integer> thresholds,
            @Nullable Boolean enabled) {}

    @GetMapping
    WireBudgets list(Caller caller) {
        return new WireBudgets(budgets.list(caller).stream().map(WireBudget::of).toList());
    }

    @GetMapping("/{id}")
    WireBudget get(Caller caller, @PathVariable String id) {
        return WireBudget.of(budgets.get(caller, budgetId(id)));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    WireBudget create(Caller caller, @RequestBody WireNewBudget body) {
        return WireBudget.of(budgets.create(
                caller,
                WireScope.scope(body.scope()),
                Fields.choice(
                        "period",
                        Fields.required("period", body.period()),
                        BudgetPeriod::ofWireName,
                        "day, week, month or total"),
                zone(body.timeZone()),
                new BudgetData(
                        Fields.required("name", body.name()),
                        Fields.required("amount", body.amount()),
                        hard(Fields.required("enforcement", body.enforcement())),
                        body.thresholds() == null ? List.of() : body.thresholds(),
                        !Boolean.FALSE.equals(body.enabled()))));
    }

    @PatchMapping("/{id}")
    WireBudget update(Caller caller, @PathVariable String id, @RequestBody WireBudgetChange body) {
        return WireBudget.of(budgets.update(
                caller,
                budgetId(id),
                new BudgetChange(
                        Fields.required("version", body.version()),
                        body.name(),
                        body.amount(),
                        body.enforcement() == null ? null : hard(body.enforcement()),
                        body.thresholds(),
                        body.enabled())));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable String id) {
        budgets.delete(caller, budgetId(id));
    }

    @PostMapping("/{id}/leases/{instance}/write-off")
    WireBudget writeOff(Caller caller, @PathVariable String id, @PathVariable String instance) {
        return WireBudget.of(budgets.writeOff(caller, budgetId(id), PathIds.read(UUID::fromString, instance)));
    }

    private static BudgetId budgetId(String id) {
        return PathIds.read(BudgetId::parse, id);
    }

    private static boolean hard(String enforcement) {
        return switch (enforcement) {
            case "hard" -> true;
            case "soft" -> false;
            default -> throw PlatformException.invalid("enforcement", "hard or soft");
        };
    }

    private static ZoneId zone(@Nullable String name) {
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw PlatformException.invalid("timeZone", "use a name such as Asia/Seoul");
        }
    }
}
