package dev.maru.platform.change;

import dev.maru.core.id.TenantId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.SystemTx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One value per tenant, held in memory and reloaded when the change feed says so. A loader reads the change number first
 * and the data after it, and an older value never replaces a newer one; so a request in flight cannot bring back what was
 * taken away. After a change made in this process the next request loads, so whoever made it finds it.
 */
public final class Snapshots<T> {
    private static final Logger log = LoggerFactory.getLogger(Snapshots.class);

    private final ChangeFeed feed;
    private final SystemDb system;
    private final Clock clock;
    private final Duration staleLimit;
    private final ChangeKind kind;
    private final BiFunction<SystemTx, TenantId, T> loader;
    private final ConcurrentHashMap<TenantId, Slot> slots = new ConcurrentHashMap<>();
    private final List<Consumer<Published<T>>> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService reloads = Executors.newVirtualThreadPerTaskExecutor();

    Snapshots(
            ChangeFeed feed,
            SystemDb system,
            Clock clock,
            Duration staleLimit,
            ChangeKind kind,
            BiFunction<SystemTx, TenantId, T> loader) {
        this.feed = feed;
        this.system = system;
        this.clock = clock;
        this.staleLimit = staleLimit;
        this.kind = kind;
        this.loader = loader;
        feed.subscribe(kind, this::reload);
        feed.subscribeToOwn(kind, this::outdate);
    }

    /**
     * The tenant's value, loaded on first use.
     *
     * @throws PlatformException {@link CoreError#TEMPORARILY_UNAVAILABLE} if the database is away and nothing fresh enough
     *     is in memory
     */
    public T get(TenantId tenant) {
        var slot = slots.computeIfAbsent(tenant, Slot::new);
        var loaded = slot.loaded;
        if (loaded == null || slot.isOutdated(loaded)) {
            return slot.loadUnlessCurrent().value();
        }
        if (feed.lastSeen().plus(staleLimit).isBefore(clock.instant())) {
            throw unavailable(null);
        }
        return loaded.value();
    }

    /** Told after each load, in order per tenant, when {@link #get} already gives the new value; must be quick. */
    public void onPublish(Consumer<Published<T>> listener) {
        listeners.add(listener);
    }

    /** @param before the value that was there last, null for the first */
    public record Published<T>(TenantId tenant, @Nullable T before, T after) {}

    private void reload(TenantId tenant) {
        var slot = slots.get(tenant);
        if (slot != null) {
            reloads.execute(() -> slot.refresh());
        }
    }

    private void outdate(TenantId tenant) {
        var slot = slots.get(tenant);
        if (slot != null) {
            slot.ownChanges.incrementAndGet();
        }
    }

    private static PlatformException unavailable(@Nullable RuntimeException cause) {
        var detail = "Maru cannot reach its database at the moment; try again shortly.";
        return cause == null
                ? new PlatformException(CoreError.TEMPORARILY_UNAVAILABLE, detail)
                : new PlatformException(CoreError.TEMPORARILY_UNAVAILABLE, detail, cause);
    }

    /** @param ownChanges how many changes had been made here when the load began */
    private record Loaded<T>(long seq, long ownChanges, T value) {}

    private final class Slot {
        private final TenantId tenant;
        private final ReentrantLock loading = new ReentrantLock();
        private volatile @Nullable Loaded<T> loaded;
        private final AtomicLong ownChanges = new AtomicLong();
        private @Nullable T published;

        Slot(TenantId tenant) {
            this.tenant = tenant;
        }

        /** Whether something was changed here that the value may lack. */
        boolean isOutdated(Loaded<T> value) {
            return value.ownChanges() < ownChanges.get();
        }

        /** Loads unless somebody else just did; one load at a time. */
        Loaded<T> loadUnlessCurrent() {
            loading.lock();
            try {
                var current = loaded;
                return current == null || isOutdated(current) ? load() : current;
            } finally {
                loading.unlock();
            }
        }

        private Loaded<T> load() {
            loading.lock();
            try {
                return publish(read());
            } catch (PlatformException e) {
                throw e;
            } catch (RuntimeException e) {
                throw unavailable(e);
            } finally {
                loading.unlock();
            }
        }

        void refresh() {
            try {
                load();
            } catch (RuntimeException e) {
                // What is in memory is now known to be old: forget it, so that the next request loads or gets 503.
                loaded = null;
                log.warn("The snapshot {} of {} could not be reloaded: {}", kind.name(), tenant, e.toString());
            }
        }

        private Loaded<T> read() {
            var changes = ownChanges.get();
            return system.inSystem(tx -> {
                var seq = feed.sequence(tx, tenant, kind);
                return new Loaded<>(seq, changes, loader.apply(tx, tenant));
            });
        }

        private Loaded<T> publish(Loaded<T> fresh) {
            var current = loaded;
            if (current != null && current.seq() > fresh.seq()) {
                return current;
            }
            loaded = fresh;
            tell(new Published<>(tenant, published, fresh.value()));
            published = fresh.value();
            return fresh;
        }

        private void tell(Published<T> publication) {
            for (var listener : listeners) {
                try {
                    listener.accept(publication);
                } catch (RuntimeException e) {
                    log.error("A listener of the snapshot {} failed for {}", kind.name(), tenant, e);
                }
            }
        }
    }
}
