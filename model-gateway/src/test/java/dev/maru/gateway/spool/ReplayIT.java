package dev.maru.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenants;
import org.junit.jupiter.api.Test;

/** What a replay brings again is in the ledger already, and nobody is told of it twice. */
@DatabaseTest
class ReplayIT {
    @Test
    void onlyRowsThatWereNotThereBeforeAreNew(TestDatabase database, SystemDb system) {
        var tenant = TestTenants.create(database, "replay");
        var facts = new FactRepository();
        var first = attempt(tenant.tenant(), tenant.project());
        var second = attempt(tenant.tenant(), tenant.project());
        var batch = new FactBatch();
        batch.add(first, Records.settled(first));
        batch.add(first, Records.settled(first));
        var replay = new FactBatch();
        replay.add(first, Records.settled(first));
        replay.add(second, Records.settled(second));

        var once = system.inSystem(tx -> facts.append(tx, batch));
        var twice = system.inSystem(tx -> facts.append(tx, batch));
        var more = system.inSystem(tx -> facts.append(tx, replay));

        assertThat(once).hasSize(1);
        assertThat(twice).isEmpty();
        assertThat(more)
                .singleElement()
                .satisfies(row -> assertThat(row.dispatched()).isEqualTo(second));
    }

    private static SpoolRecord.Dispatched attempt(TenantId tenant, ProjectId project) {
        return Records.dispatched(Records.facts(tenant, project, "scripted/m"), 1);
    }
}
