package dev.maru.platform.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.maru.core.id.TenantId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.process.Await;
import dev.maru.testing.time.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@DatabaseTest
class SnapshotsIT {
    private static final ChangeKind KIND = new ChangeKind("things");
    private static final Duration STALE_LIMIT = Duration.ofMinutes(15);

    private final FakeClock clock = FakeClock.at("2026-01-01T00:00:00Z");
    private final TenantId tenant = TenantId.next();
    private final AtomicInteger truth = new AtomicInteger(1);
    private final AtomicInteger loads = new AtomicInteger();
    private final TenantDb tenants;
    private final SystemDb system;
    private final ChangeFeed feed;

    SnapshotsIT(TestDatabase database) {
        this.tenants = database.tenantDb();
        this.system = database.systemDb();
        this.feed = ChangeFeed.polling(system, clock);
    }

    @AfterEach
    void closeFeed() {
        feed.close();
    }

    @Test
    void loadsOnFirstUseAndThenNotAgain() {
        var snapshots = snapshots(this::load);

        assertThat(snapshots.get(tenant)).isEqualTo(1);
        assertThat(snapshots.get(tenant)).isEqualTo(1);
        assertThat(loads).hasValue(1);
    }

    @Test
    void loadsOnceForAllWhoAskAtTheSameTime() throws Exception {
        var mayLoad = new CountDownLatch(1);
        var snapshots = snapshots((tx, t) -> {
            await(mayLoad);
            return load(tx, t);
        });
        var answers = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                answers.add(threads.submit(() -> snapshots.get(tenant)));
            }
            mayLoad.countDown();
        }

        for (var answer : answers) {
            assertThat(answer.get()).isEqualTo(1);
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void servesTheNewValueAfterAChange() {
        var snapshots = snapshots(this::load);
        snapshots.get(tenant);

        change(2);

        Await.until("the new value", () -> snapshots.get(tenant) == 2);
    }

    @Test
    void showsAChangeMadeHereWithoutWaitingForTheFeed() {
        var snapshots = snapshots(this::load);
        snapshots.get(tenant);
        feed.close();
        Await.until("the feed to stop", feed::isStopped);

        change(2);

        assertThat(snapshots.get(tenant)).isEqualTo(2);
        assertThat(snapshots.get(tenant)).isEqualTo(2);
        assertThat(loads).hasValue(2);
    }

    /** A reload that is under way, for whatever reason, is no reason to show what was there before a change made here. */
    @Test
    void showsAChangeMadeHereWhileAReloadIsUnderWay() throws Exception {
        var slow = new AtomicBoolean();
        var isLoading = new CountDownLatch(1);
        var mayFinish = new CountDownLatch(1);
        var snapshots = snapshots((tx, t) -> {
            if (slow.getAndSet(false)) {
                isLoading.countDown();
                await(mayFinish);
            }
            return load(tx, t);
        });
        snapshots.get(tenant);
        slow.set(true);

        change(2);
        await(isLoading);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = threads.submit(() -> snapshots.get(tenant));
            mayFinish.countDown();
            assertThat(asked.get()).isEqualTo(2);
        }
    }

    @Test
    void keepsEachTenantApart() {
        var snapshots = snapshots((tx, t) -> t.toString());
        var other = TenantId.next();

        assertThat(snapshots.get(tenant)).isEqualTo(tenant.toString());
        assertThat(snapshots.get(other)).isEqualTo(other.toString());
    }

    /** A load that began before a change and ends after it must not bring back what the change took away. */
    @Test
    void neverPublishesAnOlderValue() throws Exception {
        var firstLoad = new AtomicBoolean(true);
        var hasRead = new CountDownLatch(1);
        var mayFinish = new CountDownLatch(1);
        var snapshots = snapshots((tx, t) -> {
            int read = load(tx, t);
            if (firstLoad.compareAndSet(true, false)) {
                hasRead.countDown();
                await(mayFinish);
            }
            return read;
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var early = threads.submit(() -> snapshots.get(tenant));
            await(hasRead);
            change(2);
            mayFinish.countDown();
            early.get();
        }

        Await.until("the value after the change", () -> snapshots.get(tenant) == 2);
        for (int i = 0; i < 100; i++) {
            assertThat(snapshots.get(tenant)).isEqualTo(2);
        }
    }

    @Test
    void passesOnWhatTheLoaderSaysOfATenantItDoesNotKnow() {
        var snapshots = snapshots((tx, t) -> {
            throw new PlatformException(CoreError.NOT_FOUND, "no such tenant");
        });

        assertThatExceptionOfType(PlatformException.class)
                .isThrownBy(() -> snapshots.get(tenant))
                .satisfies(e -> assertThat(e.code()).isEqualTo(CoreError.NOT_FOUND));
    }

    @Test
    void saysThatItIsUnavailableWhenTheFirstLoadFailsAndTriesAgainNextTime() {
        var failing = new AtomicBoolean(true);
        var snapshots = snapshots((tx, t) -> {
            if (failing.get()) {
                throw new IllegalStateException("the database is away");
            }
            return load(tx, t);
        });
        assertUnavailable(() -> snapshots.get(tenant));

        failing.set(false);

        assertThat(snapshots.get(tenant)).isEqualTo(1);
    }

    @Test
    void servesWhatItKnowsWhileChangesCannotBeReadUntilTheLimit() {
        var snapshots = snapshots(this::load);
        snapshots.get(tenant);
        feed.close();
        Await.until("the feed to stop", feed::isStopped);

        clock.advance(STALE_LIMIT.minusSeconds(1));
        assertThat(snapshots.get(tenant)).isEqualTo(1);

        clock.advance(Duration.ofSeconds(2));
        assertUnavailable(() -> snapshots.get(tenant));
    }

    private int load(SystemTx tx, TenantId t) {
        loads.incrementAndGet();
        return truth.get();
    }

    private void change(int value) {
        tenants.runInTenant(tenant, tx -> {
            truth.set(value);
            feed.bump(tx, KIND);
        });
    }

    private <T> Snapshots<T> snapshots(BiFunction<SystemTx, TenantId, T> loader) {
        return new SnapshotFactory(feed, system, clock, STALE_LIMIT).of(KIND, loader);
    }

    private static void assertUnavailable(Runnable work) {
        assertThatExceptionOfType(PlatformException.class)
                .isThrownBy(work::run)
                .satisfies(e -> assertThat(e.code()).isEqualTo(CoreError.TEMPORARILY_UNAVAILABLE));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
