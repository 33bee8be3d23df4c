package dev.maru.gateway.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.gateway.app.RunningGateway;
import dev.maru.gateway.limit.LimitScope;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.process.Await;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several instances, each a process with a spool of its own, spend from one budget. */
@DatabaseTest
class BudgetProcessesIT {
    private final TestDatabase database;

    @TempDir
    private Path folder;

    BudgetProcessesIT(TestDatabase database) {
        this.database = database;
    }

    private static void budget(RunningGateway gateway, TestTenant tenant, String amount) {
        gateway.bean(BudgetService.class)
                .create(
                        tenant.caller(Role.OWNER),
                        LimitScope.TENANT,
                        BudgetPeriod.TOTAL,
                        ZoneOffset.UTC,
                        new BudgetData("total", new BigDecimal(amount), true, List.of(), true));
    }

    private Money of(TestTenant tenant) {
        return Money.of(database, "b.tenant_id = '" + tenant.tenant().value() + "'");
    }

    @Test
    void threeProcessesWithTwoHundredCallsEachNeverPassABudgetForTen() throws Exception {
        var tenant = TestTenants.create(database, "three");
        try (var gateway = RunningGateway.start(database, CallersProcess.KEK)) {
            budget(gateway, tenant, "1");
        }
        var start = folder.resolve("start");
        var processes = new ArrayList<CallersProcess>();
        for (int i = 0; i < 3; i++) {
            processes.add(CallersProcess.start(
                    database, tenant, Files.createTempDirectory(folder, "home"), 200, "0.1", "0.1", start));
        }
        try {
            processes.forEach(CallersProcess::awaitReady);
            Files.createFile(start);
            var ended = false;
            while (!ended) {
                ended = processes.stream().noneMatch(CallersProcess::isAlive);
                var money = of(tenant);
                assertThat(money.spent().add(money.reserved())).isLessThanOrEqualTo(BigDecimal.ONE);
                assertThat(money.reserved()).isEqualByComparingTo(money.leased());
                assertThat(money.ledger()).isEqualByComparingTo(money.spent());
            }
            var granted = 0;
            for (var process : processes) {
                granted += process.granted();
            }
            assertThat(granted).isEqualTo(10);
            assertThat(of(tenant)).satisfies(money -> {
                assertThat(money.spent()).isEqualByComparingTo("1");
                assertThat(money.quiet()).isTrue();
            });
        } finally {
            processes.forEach(CallersProcess::close);
        }
    }

    @Test
    void whatAKilledInstanceHeldStaysReservedUntilItsSpoolIsRead() throws Exception {
        var tenant = TestTenants.create(database, "killed");
        try (var gateway = RunningGateway.start(database, CallersProcess.KEK)) {
            budget(gateway, tenant, "1000");
        }
        var home = Files.createTempDirectory(folder, "home");
        var start = Files.createFile(folder.resolve("now"));
        BigDecimal held;
        try (var process = CallersProcess.start(database, tenant, home, 50, "0.1", "hang", start)) {
            process.awaitReady();
            process.awaitDone();
            process.kill();
            held = of(tenant).reserved();
            assertThat(held).isGreaterThanOrEqualTo(new BigDecimal("2.5"));
        }
        try (var other = RunningGateway.start(
                database, CallersProcess.KEK, "--maru.home=" + Files.createTempDirectory(folder, "other"))) {
            assertThat(other.port()).isPositive();
            assertThat(of(tenant).reserved()).isEqualByComparingTo(held);
        }
        try (var next = RunningGateway.start(database, CallersProcess.KEK, "--maru.home=" + home)) {
            assertThat(next.port()).isPositive();
            Await.until(
                    "the orphan's spool",
                    Duration.ofSeconds(60),
                    () -> of(tenant).quiet());
            var ledger = RunningGateway.select(
                    database,
                    "select count(*) as rows, count(*) filter (where state = 'estimated') as estimated from gateway.ledger"
                            + " where tenant_id = '" + tenant.tenant().value() + "'");
            assertThat(ledger).singleElement().satisfies(row -> {
                assertThat(row.get("rows")).isEqualTo(50L);
                assertThat(row.get("estimated")).isEqualTo(25L);
            });
            assertThat(of(tenant).spent()).isEqualByComparingTo("1.2545");
            assertThat(BudgetReconciliation.compare(
                            next.bean(SystemDb.class), next.bean(BudgetLedgerQuery.class), Clock.systemUTC()))
                    .isZero();
        }
    }
}
