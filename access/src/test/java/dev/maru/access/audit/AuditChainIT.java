package dev.maru.access.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.access.app.RunningAccess;
import dev.maru.core.audit.AuditEvent;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@DatabaseTest
class AuditChainIT {
    private static TestDatabase database;
    private static RunningAccess access;
    private static AuditService audit;

    @BeforeAll
    static void start(TestDatabase fresh) {
        database = fresh;
        access = RunningAccess.on(fresh);
        audit = access.bean(AuditService.class);
    }

    @AfterAll
    static void stop() {
        access.close();
    }

    @Test
    void sealsWhatWasWritten() {
        var tenant = TestTenants.create(database, "sealed");
        write(tenant, 5);

        assertThat(audit.verify(owner(tenant)).waiting()).isEqualTo(5);
        seal();
        seal();

        var result = audit.verify(owner(tenant));
        assertThat(result.intact()).isTrue();
        assertThat(result.sealed()).isEqualTo(5);
        assertThat(result.waiting()).isZero();
        assertThat(result.headHash()).hasSize(64);
    }

    @Test
    void sealsAnEntryWhoseTransactionCommitsAfterLaterOnes() throws Exception {
        var tenant = TestTenants.create(database, "late");
        var written = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var late = executor.submit(() -> access.bean(TenantDb.class).runInTenant(tenant.tenant(), tx -> {
                audit.record(tx, owner(tenant), AuditEvent.of("test.late", "1", "one"));
                written.countDown();
                await(goOn);
            }));
            await(written);
            write(tenant, 2);
            seal();
            assertThat(audit.verify(owner(tenant)).sealed()).isEqualTo(2);
            goOn.countDown();
            late.get();
        }

        seal();

        assertThat(audit.verify(owner(tenant)).sealed()).isEqualTo(3);
        assertThat(audit.verify(owner(tenant)).intact()).isTrue();
    }

    @Test
    void findsWhatWasChangedDeletedInsertedOrMoved() {
        assertBroken("changed", "update access.audit set actor_name = 'Mallory' where " + second("changed"));
        assertBroken("details", "update access.audit set details = '{\"a\":\"b\"}' where " + second("details"));
        assertBroken("deleted", "delete from access.audit where " + second("deleted"));
        assertBroken("unlinked", "delete from access.audit_seal where seq = 2 and " + tenant("unlinked"));
        assertBroken(
                "inserted",
                "insert into access.audit (tenant_id, audit_id, at, actor_kind, actor_name, action, request_id)"
                        + " select tenant_id, gen_random_uuid(), at, 'platform', 'x', 'x', request_id"
                        + " from access.audit where " + tenant("inserted") + " limit 1");
        assertBroken("moved", "update access.audit_seal set seq = 1000 - seq where " + tenant("moved"));
    }

    private static void assertBroken(String slug, String tampering) {
        var tenant = TestTenants.create(database, slug);
        write(tenant, 3);
        seal();
        assertThat(audit.verify(owner(tenant)).intact()).isTrue();

        database.execute(tampering);

        assertThat(audit.verify(owner(tenant)).intact()).as(slug).isFalse();
    }

    private static String tenant(String slug) {
        return "tenant_id = (select tenant_id from access.tenant where slug = '" + slug + "')";
    }

    private static String second(String slug) {
        return "audit_id = (select audit_id from access.audit_seal where seq = 2 and " + tenant(slug) + ")";
    }

    @Test
    void filtersByActionActorAndPages() {
        var tenant = TestTenants.create(database, "filtered");
        write(tenant, 3);
        access.bean(TenantDb.class)
                .runInTenant(
                        tenant.tenant(),
                        tx -> audit.record(
                                tx,
                                owner(tenant),
                                AuditEvent.of("other.done", "9", "nine").with(Map.of("k", "v"))));

        var others = audit.page(owner(tenant), new AuditFilter("other.", null, null, null, null), null, 10);
        assertThat(others.items()).singleElement().satisfies(entry -> {
            assertThat(entry.details()).containsEntry("k", "v");
            assertThat(entry.actorId()).isEqualTo(tenant.owner().toString());
        });
        assertThat(audit.page(owner(tenant), new AuditFilter(null, "usr_x", null, null, null), null, 10)
                        .items())
                .isEmpty();
        var first = audit.page(owner(tenant), AuditFilter.none(), null, 3);
        assertThat(first.items()).hasSize(3);
        assertThat(audit.page(owner(tenant), AuditFilter.none(), first.next(), 3)
                        .items())
                .hasSize(1);
    }

    @Test
    void showsTheTrailOnlyToThoseWhoMaySeeIt() {
        var tenant = TestTenants.create(database, "private");

        assertThatThrownBy(() -> audit.page(tenant.caller(Role.EDITOR), AuditFilter.none(), null, 1))
                .isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> audit.verify(tenant.caller(Role.VIEWER))).isInstanceOf(PlatformException.class);
    }

    /** Not even the platform itself can rewrite history: the run-time roles may only insert. */
    @Test
    void refusesUpdatesAndDeletesByTheRuntimeRole() {
        var tenant = TestTenants.create(database, "append-only");
        write(tenant, 1);

        assertThatThrownBy(() -> access.bean(TenantDb.class)
                        .runInTenant(tenant.tenant(), tx -> tx.sql().execute("update access.audit set action = 'x'")))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> access.bean(TenantDb.class)
                        .runInTenant(tenant.tenant(), tx -> tx.sql().execute("delete from access.audit")))
                .hasMessageContaining("permission denied");
    }

    private static void write(TestTenant tenant, int count) {
        for (int i = 0; i < count; i++) {
            var event = AuditEvent.of("test.done", i, "number " + i);
            access.bean(TenantDb.class).runInTenant(tenant.tenant(), tx -> audit.record(tx, owner(tenant), event));
        }
    }

    private static void seal() {
        access.bean(AuditSealer.class).sealAll();
    }

    private static Caller owner(TestTenant tenant) {
        return tenant.caller(Role.OWNER);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
