package dev.maru.e2e;

import dev.maru.access.ApiKey;
import dev.maru.access.ApiKeyService;
import dev.maru.access.CallerDirectory;
import dev.maru.access.MemberService;
import dev.maru.core.id.BudgetId;
import dev.maru.core.id.RequestId;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.budget.BudgetChange;
import dev.maru.gateway.budget.BudgetData;
import dev.maru.gateway.budget.BudgetPeriod;
import dev.maru.gateway.budget.BudgetService;
import dev.maru.gateway.call.CallFilter;
import dev.maru.gateway.call.CallListItem;
import dev.maru.gateway.call.CallOutcome;
import dev.maru.gateway.call.CallService;
import dev.maru.gateway.limit.LimitKind;
import dev.maru.gateway.limit.LimitScope;
import dev.maru.gateway.limit.LimitService;
import dev.maru.gateway.limit.LimitSubject;
import dev.maru.gateway.limit.Limits;
import dev.maru.testing.process.Await;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Limits and budgets in every state, some of them used, and a call that one of them refused. */
record GalleryLimits(RunningMaru maru, Caller caller, GalleryTexts texts, String secret) {
    private static final String LARGE = "openai/gpt-5";
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final int USED = 17;

    /** The key, and the call that was refused. */
    record Made(String key, String call) {}

    Made fill() {
        var key = key();
        var project = caller.requireProject();
        var ofKey = new LimitScope(project, key.id(), null, null, null, null);
        var person = maru.bean(MemberService.class).list(caller).getLast().id();
        limit(LimitScope.TENANT, LimitKind.REQUESTS, Duration.ofMinutes(1), 3_000, true);
        limit(LimitScope.TENANT, LimitKind.CONCURRENCY, Duration.ZERO, 40, true);
        limit(LimitScope.ofProject(project), LimitKind.TOKENS, Duration.ofMinutes(1), 200_000, true);
        limit(
                new LimitScope(project, null, null, LARGE, null, null),
                LimitKind.REQUESTS,
                Duration.ofHours(1),
                60,
                true);
        limit(ofKey, LimitKind.REQUESTS, Duration.ofHours(1), 20, true);
        limit(ofKey, LimitKind.OUTPUT_TOKENS, Duration.ofDays(1), 1_500_000, true);
        limit(
                new LimitScope(null, null, person, null, null, null),
                LimitKind.TOKENS,
                Duration.ofDays(1),
                50_000,
                false);
        limit(
                new LimitScope(null, null, null, null, "team", "night"),
                LimitKind.REQUESTS,
                Duration.ofMinutes(1),
                0,
                true);
        use(key);
        var monthly =
                budget(texts.project(), LimitScope.ofProject(project), BudgetPeriod.MONTH, true, List.of(50, 80, 100));
        spend(monthly, "50", "41.283957");
        passed(monthly, 50, 80);
        var weekly = budget(texts.keys().getFirst(), ofKey, BudgetPeriod.WEEK, true, List.of());
        spend(weekly, "12.5", "4.1906325");
        held(weekly);
        var all = budget(texts.tenant(), LimitScope.TENANT, BudgetPeriod.TOTAL, false, List.of(100));
        spend(all, "400", "412.07");
        return new Made(key.id().toString(), refused());
    }

    private ApiKey key() {
        return maru.bean(ApiKeyService.class).page(caller, null, 50).items().stream()
                .filter(key -> key.data().name().equals(texts.keys().getFirst()))
                .findFirst()
                .orElseThrow();
    }

    private void limit(LimitScope scope, LimitKind kind, Duration window, long amount, boolean enabled) {
        var unused = maru.bean(LimitService.class).create(caller, scope, kind, window, amount, enabled);
    }

    /** Calls that need no provider; the first ones come before the limits are known. */
    private void use(ApiKey key) {
        var by = maru.bean(CallerDirectory.class).ofKey(secret, RequestId.next(), "203.0.113.7");
        var subject = new LimitSubject(Set.of(LARGE), Map.of(), 2_000, 400);
        Await.until("the limits to hold", () -> !admit(by, subject));
        for (int i = 1; i < USED; i++) {
            var unused = admit(by, subject);
        }
    }

    /** Whether no limit held for it. */
    private boolean admit(Caller by, LimitSubject subject) {
        try (var admitted = maru.bean(Limits.class).admit(by, subject)) {
            admitted.used(1_874, 212);
            return admitted.headers().isEmpty();
        }
    }

    private BudgetId budget(
            String name, LimitScope scope, BudgetPeriod period, boolean hard, List<Integer> thresholds) {
        return maru.bean(BudgetService.class)
                .create(
                        caller,
                        scope,
                        period,
                        SEOUL,
                        new BudgetData(name, new BigDecimal(1_000_000), hard, thresholds, true))
                .budget()
                .id();
    }

    /** As after some weeks; the ledger of the gallery is younger. */
    private void spend(BudgetId id, String amount, String spent) {
        var unused = maru.bean(BudgetService.class)
                .update(caller, id, new BudgetChange(0, null, new BigDecimal(amount), null, null, null));
        maru.database()
                .execute("update gateway.budget_period set spent = " + spent + " where budget_id = '" + id.value()
                        + "'");
    }

    private void passed(BudgetId id, int... thresholds) {
        for (int threshold : thresholds) {
            maru.database()
                    .execute(
                            "insert into gateway.budget_alert (tenant_id, budget_id, period_start, threshold, spent, told_at)"
                                    + " select tenant_id, budget_id, period_start, " + threshold + ", spent, now()"
                                    + " from gateway.budget_period where budget_id = '" + id.value() + "'");
        }
    }

    /** By an instance that died on Monday. */
    private void held(BudgetId id) {
        var which = " where budget_id = '" + id.value() + "'";
        maru.database().execute("update gateway.budget_period set reserved = 0.8125" + which);
        maru.database()
                .execute("insert into gateway.budget_lease"
                        + " (tenant_id, budget_id, period_start, instance, amount, granted, seen_at)"
                        + " select tenant_id, budget_id, period_start, gen_random_uuid(), 0.8125, 0.8125,"
                        + " now() - interval '3 hours' from gateway.budget_period" + which);
    }

    private String refused() {
        maru.send(HttpRequest.newBuilder(maru.url("/v1/chat/completions"))
                .header("Authorization", "Bearer " + secret)
                .header("Content-Type", "application/json")
                .header("maru-tags", "team=night")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\":\"" + LARGE + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"))
                .build());
        Await.until("the refused call is kept", () -> refusedCall().isPresent());
        return refusedCall().orElseThrow().id().toString();
    }

    private Optional<CallListItem> refusedCall() {
        return maru.bean(CallService.class).page(caller, CallFilter.ALL, null, 20).items().stream()
                .filter(call -> call.outcome() == CallOutcome.REJECTED && call.status() == 429)
                .findFirst();
    }
}
