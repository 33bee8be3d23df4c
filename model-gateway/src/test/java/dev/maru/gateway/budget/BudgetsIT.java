package dev.maru.gateway.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.app.RunningGateway;
import dev.maru.gateway.limit.LimitScope;
import dev.maru.gateway.spool.Spool;
import dev.maru.platform.webhook.WebhookEvents;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.process.Await;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Budgets on a real database, with calls that lack nothing but a provider. */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BudgetsIT {
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final Duration QUIET = Duration.ofSeconds(30);

    private final TestDatabase database;
    private final RunningGateway gateway;
    private final AtomicInteger names = new AtomicInteger();
    private TestTenant tenant;
    private Caller caller;
    private Calling calling;

    BudgetsIT(TestDatabase database) {
        this.database = database;
        this.gateway = RunningGateway.start(database);
    }

    @BeforeEach
    void begin() {
        tenant = TestTenants.create(database, "money" + names.incrementAndGet());
        caller = tenant.caller(Role.OWNER);
        calling = calling(Map.of());
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    private Calling calling(Map<String, String> tags) {
        return new Calling(gateway.bean(Budgets.class), gateway.bean(Spool.class), tags);
    }

    private Budget budget(String amount, LimitScope scope, boolean hard, Integer... thresholds) {
        return gateway.bean(BudgetService.class)
                .create(
                        caller,
                        scope,
                        BudgetPeriod.MONTH,
                        SEOUL,
                        new BudgetData("monthly", new BigDecimal(amount), hard, List.of(thresholds), true))
                .budget();
    }

    private Money money() {
        return Money.of(database, "b.tenant_id = '" + tenant.tenant().value() + "'");
    }

    private Money money(Budget budget) {
        return Money.of(database, "b.budget_id = '" + budget.id().value() + "'");
    }

    private void awaitQuiet() {
        Await.until("nothing to be reserved", QUIET, () -> money().quiet());
    }

    private static void isRefused(Runnable call, GatewayError code) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void reservesBeforeTheDispatchAndMovesToSpentWithTheLedger() {
        budget("1", LimitScope.TENANT, true);

        var dispatched = calling.dispatch(caller, "0.4");

        assertThat(dispatched.holds())
                .singleElement()
                .satisfies(hold -> assertThat(hold.amount()).isEqualByComparingTo("0.4"));
        assertThat(money().reserved()).isEqualByComparingTo("0.4").isEqualByComparingTo(money().leased());
        calling.settle(dispatched, "0.25");
        Await.until("the ledger", () -> money().spent().compareTo(new BigDecimal("0.25")) == 0);
        assertThat(money().quiet()).isTrue();
    }

    @Test
    void refusesWhatDoesNotFitInAndSaysWhenItRenews() {
        budget("1", LimitScope.TENANT, true);
        calling.call(caller, "0.7", "0.7");
        Await.until("the ledger", () -> money().spent().signum() > 0);

        assertThatThrownBy(() -> calling.dispatch(Calling.fresh(caller), "0.4"))
                .isInstanceOfSatisfying(PlatformException.class, e -> {
                    assertThat(e.code()).isEqualTo(GatewayError.BUDGET_EXHAUSTED);
                    assertThat(e.headers()).containsEntry("x-should-retry", "false");
                    assertThat(e.detail()).contains("\"monthly\"", "renews at");
                });
        calling.call(caller, "0.3", "0.3");
        Await.until("the ledger", () -> money().spent().compareTo(BigDecimal.ONE) == 0);
        isRefused(() -> calling.dispatch(Calling.fresh(caller), "0.000001"), GatewayError.BUDGET_EXHAUSTED);
        isRefused(
                () -> gateway.bean(Budgets.class).refuseIfSpent(Calling.fresh(caller), calling.subject()),
                GatewayError.BUDGET_EXHAUSTED);
    }

    @Test
    void reservesInEveryBudgetOrInNone() {
        var wide = budget("100", LimitScope.TENANT, true);
        var narrow = budget("0.5", LimitScope.ofProject(tenant.project()), true);

        isRefused(() -> calling.dispatch(Calling.fresh(caller), "0.6"), GatewayError.BUDGET_EXHAUSTED);
        assertThat(money(wide).reserved()).isZero();
        calling.call(caller, "0.5", "0.1");

        Await.until("the ledger", () -> money(narrow).spent().signum() > 0);
        assertThat(money(wide).spent()).isEqualByComparingTo("0.1");
        awaitQuiet();
    }

    @Test
    void countsOnlyCallsInItsScope() {
        var tagged = budget("10", new LimitScope(null, null, null, Calling.MODEL, "team", "search"), true);
        var otherModel = budget("0", new LimitScope(null, null, null, "other/model", null, null), true);
        var anyTeam = budget("10", new LimitScope(null, null, null, null, "team", null), false);

        calling.call(caller, "1", "1");
        calling(Map.of("team", "search")).call(caller, "1", "2");
        calling(Map.of("team", "sales")).call(caller, "1", "4");

        Await.until("the ledger", () -> money(anyTeam).spent().compareTo(new BigDecimal(6)) == 0);
        assertThat(money(tagged).spent()).isEqualByComparingTo("2");
        assertThat(money(otherModel).spent()).isZero();
        assertThat(compare()).isZero();
    }

    @Test
    void refusesModelsWithoutAPriceUnderAHardBudgetOnly() {
        budget("10", LimitScope.TENANT, false);
        assertThat(gateway.bean(Budgets.class).reserve(caller, calling.subject(), null))
                .isSameAs(Reservation.NONE);

        budget("10", LimitScope.TENANT, true);

        isRefused(
                () -> gateway.bean(Budgets.class).reserve(caller, calling.subject(), null),
                GatewayError.MODEL_UNPRICED);
    }

    @Test
    void beginsWithWhatTheLedgerHoldsAndTellsOfThresholds() {
        calling.call(caller, "1", "3");
        var first = budget("100", LimitScope.TENANT, false, 5, 50);
        Await.until("the ledger", () -> money(first).spent().compareTo(new BigDecimal(3)) == 0);
        calling.call(caller, "1", "2.5");
        Await.until("the ledger", () -> money(first).spent().compareTo(new BigDecimal("5.5")) == 0);

        var second = budget("100", LimitScope.TENANT, true);

        assertThat(money(second).spent()).isEqualByComparingTo("5.5");
        assertThat(gateway.select("select threshold from gateway.budget_alert where budget_id = '"
                        + first.id().value() + "'"))
                .containsExactly(Map.of("threshold", 5));
        assertThat(gateway.bean(BudgetService.class).get(caller, first.id()).passed())
                .containsExactly(5);
    }

    @Test
    void tellsTheProjectsWebhooksOfAThresholdOnce() {
        database.execute("""
                insert into platform.webhook (tenant_id, project_id, webhook_id, url, secret, event_types, state, created_by, created_at)
                values ('%s', '%s', gen_random_uuid(), 'https://127.0.0.1:1/', '', '{budget.threshold.passed}', 'active', 'test', now())
                """.formatted(tenant.tenant().value(), tenant.project().value()));
        var budget = budget("10", LimitScope.ofProject(tenant.project()), false, 50, 90);
        calling.call(caller, "1", "6");
        Await.until("the ledger", () -> money(budget).spent().signum() > 0);

        tell();
        tell();

        assertThat(gateway.select("select body::text as body from platform.webhook_delivery where tenant_id = '"
                        + tenant.tenant().value() + "'"))
                .singleElement()
                .satisfies(row -> assertThat(String.valueOf(row.get("body")))
                        .contains(budget.id().toString(), "\"threshold\":50", "\"spent\":\"6\""));
    }

    private void tell() {
        BudgetAnnouncements.tell(
                gateway.bean(SystemDb.class),
                gateway.bean(TenantDb.class),
                gateway.bean(BudgetAlertRepository.class),
                gateway.bean(BudgetRepository.class),
                gateway.bean(WebhookEvents.class),
                Clock.systemUTC());
    }

    @Test
    void leasesFarFromTheEndAndBringsBackWhatIsIdle() {
        budget("1000", LimitScope.TENANT, true);
        calling.call(caller, "0.01", "0.005");

        Await.until("the ledger", () -> money().spent().signum() > 0);
        assertThat(money().leased()).isPositive().isEqualByComparingTo(money().reserved());
        for (int i = 0; i < 50; i++) {
            calling.call(caller, "0.01", "0.005");
        }

        Await.until("the ledger", () -> money().spent().compareTo(new BigDecimal("0.255")) == 0);
        awaitQuiet();
    }

    @Test
    void writesOffOnlyWhatASilentInstanceHolds() {
        var budget = budget("1000", LimitScope.TENANT, true);
        var service = gateway.bean(BudgetService.class);
        calling.dispatch(Calling.fresh(caller), "5");
        var mine = gateway.bean(Spool.class).instance();
        isRefused(() -> service.writeOff(caller, budget.id(), mine), GatewayError.BUDGET_LEASE_IN_USE);
        var dead = new UUID(7, 7);
        var where = "tenant_id = '" + tenant.tenant().value() + "'";
        database.execute("insert into gateway.budget_lease select tenant_id, budget_id, period_start, '" + dead
                + "', 40, 40, now() - interval '2 minutes' from gateway.budget_period where " + where);
        database.execute("update gateway.budget_period set reserved = reserved + 40 where " + where);
        var before = money().reserved();

        var use = service.writeOff(caller, budget.id(), dead);

        assertThat(use.reserved()).isEqualByComparingTo(before.subtract(new BigDecimal(40)));
        assertThat(money().reserved()).isEqualByComparingTo(money().leased());
        assertThat(use.leases())
                .singleElement()
                .satisfies(lease -> assertThat(lease.instance()).isEqualTo(mine));
    }

    @Test
    void waitsForWhatIsOnlyReservedInsteadOfRefusing() {
        budget("1", LimitScope.TENANT, true);

        for (int i = 0; i < 12; i++) {
            calling.call(caller, "0.8", "0.01");
        }

        Await.until("the ledger", () -> money().spent().compareTo(new BigDecimal("0.12")) == 0);
        var open = calling.dispatch(Calling.fresh(caller), "0.8");
        assertThatThrownBy(() -> calling.dispatch(Calling.fresh(caller), "0.8"))
                .isInstanceOfSatisfying(PlatformException.class, e -> {
                    assertThat(e.code()).isEqualTo(GatewayError.BUDGET_EXHAUSTED);
                    assertThat(e.headers()).containsEntry("Retry-After", "1").doesNotContainKey("x-should-retry");
                });
        calling.settle(open, "0");
    }

    @Test
    void cancelledReservationsAreFreeAtOnce() {
        budget("1", LimitScope.TENANT, true);
        for (int i = 0; i < 5; i++) {
            gateway.bean(Budgets.class)
                    .reserve(Calling.fresh(caller), calling.subject(), BigDecimal.ONE)
                    .cancel();
        }
        awaitQuiet();
    }

    @Test
    void recordsWhatCostsMoreThanItsWorstCase() {
        var budget = budget("1", LimitScope.TENANT, true);
        calling.call(caller, "0.4", "1.5");

        Await.until("the ledger", () -> money().spent().compareTo(new BigDecimal("1.5")) == 0);
        var use = gateway.bean(BudgetService.class).get(caller, budget.id());
        assertThat(use.overrun()).isEqualByComparingTo("1.1");
        assertThat(use.remaining()).isNegative();
        isRefused(() -> calling.dispatch(Calling.fresh(caller), "0"), GatewayError.BUDGET_EXHAUSTED);
    }

    @Test
    void neverPassesAHardBudgetAndNeverLosesCountUnderRandomCalls() throws Exception {
        budget("20", LimitScope.TENANT, true);
        budget("12", LimitScope.ofProject(tenant.project()), true);
        var seeds = new Random(41);
        var granted = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 400; i++) {
                var random = new Random(seeds.nextLong());
                threads.execute(() -> {
                    var worst = 1 + random.nextInt(40);
                    var cost = random.nextInt(worst + 1);
                    try {
                        var dispatched = calling.dispatch(
                                Calling.fresh(caller),
                                BigDecimal.valueOf(worst, 2).toPlainString());
                        granted.incrementAndGet();
                        calling.settle(dispatched, BigDecimal.valueOf(cost, 2).toPlainString());
                    } catch (PlatformException e) {
                        assertThat(e.code()).isEqualTo(GatewayError.BUDGET_EXHAUSTED);
                    }
                });
            }
            threads.shutdown();
            while (!threads.isTerminated()) {
                var project = Money.of(
                        database, "b.tenant_id = '" + tenant.tenant().value() + "' and b.project_id is not null");
                assertThat(project.spent().add(project.reserved())).isLessThanOrEqualTo(new BigDecimal(12));
                assertThat(project.reserved()).isEqualByComparingTo(project.leased());
            }
        }
        awaitQuiet();
        assertThat(granted.get()).isGreaterThan(12);
        assertThat(compare()).isZero();
    }

    private int compare() {
        return BudgetReconciliation.compare(
                gateway.bean(SystemDb.class), gateway.bean(BudgetLedgerQuery.class), Clock.systemUTC());
    }
}
