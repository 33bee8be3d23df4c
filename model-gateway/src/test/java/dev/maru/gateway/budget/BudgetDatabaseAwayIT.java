package dev.maru.gateway.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.gateway.app.RunningGateway;
import dev.maru.gateway.limit.LimitScope;
import dev.maru.gateway.spool.Spool;
import dev.maru.testing.database.TestCluster;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.process.Await;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** PostgreSQL stops and comes back while money is spent. */
class BudgetDatabaseAwayIT {
    @Test
    void spendsWhatIsLeasedThenSaysThatItCannotAskAndCatchesUp() {
        try (var cluster = TestCluster.dedicated();
                var database = TestDatabase.on(cluster);
                var gateway = RunningGateway.start(database)) {
            var tenant = TestTenants.create(database, "away");
            var caller = tenant.caller(Role.OWNER);
            gateway.bean(BudgetService.class)
                    .create(
                            caller,
                            LimitScope.TENANT,
                            BudgetPeriod.MONTH,
                            ZoneOffset.UTC,
                            new BudgetData("monthly", new BigDecimal(1_000), true, List.of(), true));
            var calling = new Calling(gateway.bean(Budgets.class), gateway.bean(Spool.class), Map.of());
            calling.call(caller, "0.01", "0.01");
            var calls = 1;
            PlatformException refusal = null;

            cluster.stop();
            while (refusal == null) {
                try {
                    calling.call(caller, "0.01", "0.01");
                    calls++;
                } catch (PlatformException e) {
                    refusal = e;
                }
            }

            assertThat(calls).isBetween(150, 250);
            assertThat(refusal.code()).isEqualTo(CoreError.TEMPORARILY_UNAVAILABLE);
            assertThat(refusal.headers()).containsKey("Retry-After");
            cluster.start();
            Await.until("the database to be asked again", Duration.ofSeconds(60), () -> {
                try {
                    calling.call(caller, "0.01", "0.01");
                    return true;
                } catch (PlatformException e) {
                    return false;
                }
            });
            var spent = BigDecimal.valueOf(calls + 1L, 2);
            Await.until(
                    "the ledger",
                    Duration.ofSeconds(60),
                    () -> Money.of(database).spent().compareTo(spent) == 0);
            Await.until(
                    "nothing to be reserved",
                    Duration.ofSeconds(60),
                    () -> Money.of(database).quiet());
            assertThat(BudgetReconciliation.compare(
                            gateway.bean(SystemDb.class), gateway.bean(BudgetLedgerQuery.class), Clock.systemUTC()))
                    .isZero();
        }
    }
}
