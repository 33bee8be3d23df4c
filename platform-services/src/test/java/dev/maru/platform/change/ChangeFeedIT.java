package dev.maru.platform.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.platform.database.DatabaseUrl;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.process.Await;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@DatabaseTest
class ChangeFeedIT {
    private static final ChangeKind KIND = new ChangeKind("things");
    private static final ChangeKind OTHER = new ChangeKind("others");

    private final TestDatabase database;
    private final TenantDb tenants;
    private final SystemDb system;

    ChangeFeedIT(TestDatabase database) {
        this.database = database;
        this.tenants = database.tenantDb();
        this.system = database.systemDb();
    }

    @Test
    void tellsEveryReplicaOfAChange() {
        try (var one = feedWithBell();
                var two = feedWithBell()) {
            var heardByOne = listen(one, KIND);
            var heardByTwo = listen(two, KIND);
            var tenant = TenantId.next();

            tenants.runInTenant(tenant, tx -> one.bump(tx, KIND));

            Await.until("both replicas to hear", () -> heardByOne.contains(tenant) && heardByTwo.contains(tenant));
        }
    }

    @Test
    void findsByReadingWhatNoNotificationTold() {
        try (var feed = ChangeFeed.polling(system, Clock.systemUTC())) {
            var heard = listen(feed, KIND);
            var tenant = TenantId.next();

            database.execute("insert into platform.change values ('" + tenant.value()
                    + "', 'things', nextval('platform.change_seq'))");

            Await.until("the change to be found", () -> heard.contains(tenant));
        }
    }

    @Test
    void goesOnAfterItsConnectionsWereCut() {
        try (var feed = feedWithBell()) {
            var heard = listen(feed, KIND);
            database.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid()");
            var tenant = TenantId.next();

            Await.until("a write to pass again", () -> {
                try {
                    tenants.runInTenant(tenant, tx -> feed.bump(tx, KIND));
                    return true;
                } catch (RuntimeException e) {
                    return false;
                }
            });

            Await.until("the change to be heard", () -> heard.contains(tenant));
        }
    }

    @Test
    void tellsNothingOfWhatWasRolledBack() {
        try (var feed = feedWithBell()) {
            var heard = listen(feed, KIND);
            var undone = TenantId.next();
            var done = TenantId.next();

            assertThatIllegalStateException()
                    .isThrownBy(() -> tenants.runInTenant(undone, tx -> {
                        feed.bump(tx, KIND);
                        throw new IllegalStateException();
                    }));
            tenants.runInTenant(done, tx -> feed.bump(tx, KIND));

            Await.until("the later change to be heard", () -> heard.contains(done));
            assertThat(heard).doesNotContain(undone);
        }
    }

    @Test
    void tellsOnlyThoseWhoListenToTheKind() {
        try (var feed = feedWithBell()) {
            var things = listen(feed, KIND);
            var others = listen(feed, OTHER);
            var tenant = TenantId.next();

            system.runInSystem(tx -> feed.bump(tx, tenant, OTHER));

            Await.until("the listener of the kind to hear", () -> others.contains(tenant));
            assertThat(things).doesNotContain(tenant);
        }
    }

    @Test
    void tellsOthersWhenOneListenerFails() {
        try (var feed = feedWithBell()) {
            feed.subscribe(KIND, tenant -> {
                throw new IllegalStateException("a faulty listener");
            });
            var heard = listen(feed, KIND);
            var tenant = TenantId.next();

            tenants.runInTenant(tenant, tx -> feed.bump(tx, KIND));

            Await.until("the other listener to hear", () -> heard.contains(tenant));
        }
    }

    /** The number is taken before other changes are numbered, committed and read; the commit comes after. */
    @Test
    void findsAChangeThatWasNumberedEarlyAndCommittedLate() throws Exception {
        try (var feed = ChangeFeed.polling(system, Clock.systemUTC());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var heard = listen(feed, KIND);
            var late = TenantId.next();
            var numbered = new CountDownLatch(1);
            var mayCommit = new CountDownLatch(1);
            var slow = threads.submit(() -> tenants.runInTenant(late, tx -> {
                feed.bump(tx, KIND);
                numbered.countDown();
                await(mayCommit);
            }));
            await(numbered);
            for (int i = 0; i < 3; i++) {
                var later = TenantId.next();
                tenants.runInTenant(later, tx -> feed.bump(tx, KIND));
                Await.until("a later change to be heard", () -> heard.contains(later));
            }
            assertThat(heard).doesNotContain(late);

            mayCommit.countDown();
            slow.get();

            Await.until("the late change to be heard", () -> heard.contains(late));
        }
    }

    @Test
    void tellsEveryTenantOfManyParallelChanges() {
        try (var feed = feedWithBell()) {
            var heard = listen(feed, KIND);
            var changed = new CopyOnWriteArrayList<TenantId>();
            try (var threads = Executors.newFixedThreadPool(4)) {
                for (int i = 0; i < 400; i++) {
                    threads.execute(() -> {
                        var tenant = TenantId.next();
                        tenants.runInTenant(tenant, tx -> feed.bump(tx, KIND));
                        changed.add(tenant);
                    });
                }
            }

            assertThat(changed).hasSize(400);
            Await.until("all changes to be heard", () -> heard.containsAll(changed));
        }
    }

    @Test
    void doesNotTellAgainOfWhatDidNotChange() {
        try (var feed = ChangeFeed.polling(system, Clock.systemUTC())) {
            List<TenantId> told = new CopyOnWriteArrayList<>();
            feed.subscribe(KIND, told::add);
            var tenant = TenantId.next();
            tenants.runInTenant(tenant, tx -> feed.bump(tx, KIND));
            Await.until("the change to be heard", () -> told.contains(tenant));
            var marker = TenantId.next();

            tenants.runInTenant(marker, tx -> feed.bump(tx, KIND));
            Await.until("the next change to be heard", () -> told.contains(marker));

            assertThat(told).filteredOn(tenant::equals).hasSize(1);
        }
    }

    private ChangeFeed feedWithBell() {
        var bell = new Bell(DatabaseUrl.parse(database.runtimeUrl()));
        var feed = new ChangeFeed(new ChangeRepository(), system, bell, Clock.systemUTC());
        feed.start();
        return feed;
    }

    private static Set<TenantId> listen(ChangeFeed feed, ChangeKind kind) {
        Set<TenantId> heard = ConcurrentHashMap.newKeySet();
        feed.subscribe(kind, heard::add);
        return heard;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
