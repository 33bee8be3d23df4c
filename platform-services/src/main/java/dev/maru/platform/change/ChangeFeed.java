package dev.maru.platform.change;

import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells every replica what changed. The truth is the table platform.change, bumped in the changing transaction; NOTIFY is
 * only the bell, and a poll every 500 ms finds what the bell missed. Listeners are called at least once per change, on the
 * feed's own thread, and must be quick. Who must know of a change made here before its maker goes on asks for that too.
 */
public final class ChangeFeed implements AutoCloseable {
    static final Duration POLL = Duration.ofMillis(500);

    private static final Logger log = LoggerFactory.getLogger(ChangeFeed.class);

    private final ChangeRepository repository;
    private final SystemDb system;
    private final Bell bell;
    private final Clock clock;
    private final Map<String, List<Consumer<TenantId>>> listeners = new ConcurrentHashMap<>();
    private final Map<String, List<Consumer<TenantId>>> ownListeners = new ConcurrentHashMap<>();
    private final ChangeWindow window = new ChangeWindow();
    private final Thread poller;
    private volatile Instant lastSeen;
    private volatile boolean closed;

    ChangeFeed(ChangeRepository repository, SystemDb system, Bell bell, Clock clock) {
        this.repository = repository;
        this.system = system;
        this.bell = bell;
        this.clock = clock;
        this.lastSeen = clock.instant();
        this.poller = Thread.ofVirtual().name("change-feed").unstarted(this::run);
    }

    /** A feed that reads at its interval and has no bell, for tests of what depends on changes; it is started. */
    public static ChangeFeed polling(SystemDb system, Clock clock) {
        var feed = new ChangeFeed(new ChangeRepository(), system, Bell.silent(), clock);
        feed.start();
        return feed;
    }

    void start() {
        // What is there already is read by whoever loads it; only what comes after is news.
        window.advance(repository.above(system, 0));
        bell.start(() -> LockSupport.unpark(poller));
        poller.start();
    }

    /** Marks a kind of a tenant's things as changed, in the transaction that changes them. */
    public void bump(TenantTx tx, ChangeKind kind) {
        repository.bump(tx.sql(), tx.tenant(), kind);
        tellOwnAfterCommit(tx.tenant(), kind);
    }

    /** Like {@link #bump(TenantTx, ChangeKind)} for work across tenants. */
    public void bump(SystemTx tx, TenantId tenant, ChangeKind kind) {
        repository.bump(tx.sql(), tenant, kind);
        tellOwnAfterCommit(tenant, kind);
    }

    private void tellOwnAfterCommit(TenantId tenant, ChangeKind kind) {
        var key = new ChangeRepository.Key(tenant, kind.name());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                tell(ownListeners, key);
            }
        });
    }

    public void subscribe(ChangeKind kind, Consumer<TenantId> listener) {
        add(listeners, kind, listener);
    }

    /** Tells of a change made in this process when it is committed and before the work that made it returns. */
    public void subscribeToOwn(ChangeKind kind, Consumer<TenantId> listener) {
        add(ownListeners, kind, listener);
    }

    private static void add(Map<String, List<Consumer<TenantId>>> all, ChangeKind kind, Consumer<TenantId> listener) {
        all.computeIfAbsent(kind.name(), name -> new CopyOnWriteArrayList<>()).add(listener);
    }

    /** When the table was last read; older than a few seconds means that the database is away. */
    public Instant lastSeen() {
        return lastSeen;
    }

    /** Whether the last reading after {@link #close} has ended. */
    boolean isStopped() {
        return closed && !poller.isAlive();
    }

    /** The number of the last change of a kind in a tenant, read in the given transaction; 0 if there was none. */
    long sequence(SystemTx tx, TenantId tenant, ChangeKind kind) {
        return Optional.ofNullable(repository.sequence(tx, tenant, kind)).orElse(0L);
    }

    private void run() {
        while (!closed) {
            try {
                poll();
            } catch (RuntimeException e) {
                log.warn("The change feed cannot read the database, trying again: {}", e.toString());
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private void poll() {
        var begin = clock.instant();
        var changes = window.advance(repository.above(system, window.settled()));
        lastSeen = begin;
        changes.forEach(key -> tell(listeners, key));
    }

    private static void tell(Map<String, List<Consumer<TenantId>>> all, ChangeRepository.Key key) {
        for (var listener : all.getOrDefault(key.kind(), List.of())) {
            try {
                listener.accept(key.tenant());
            } catch (RuntimeException e) {
                log.error("A listener of {} failed for {}", key.kind(), key.tenant(), e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        bell.close();
        LockSupport.unpark(poller);
    }
}
