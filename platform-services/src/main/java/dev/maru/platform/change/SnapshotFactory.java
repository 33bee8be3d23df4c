package dev.maru.platform.change;

import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.SystemTx;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BiFunction;

/** Makes the snapshots of a feature; one bean, so that features name only their kind and their loader. */
public final class SnapshotFactory {
    private final ChangeFeed feed;
    private final SystemDb system;
    private final Clock clock;
    private final Duration staleLimit;

    public SnapshotFactory(ChangeFeed feed, SystemDb system, Clock clock, Duration staleLimit) {
        this.feed = feed;
        this.system = system;
        this.clock = clock;
        this.staleLimit = staleLimit;
    }

    public <T> Snapshots<T> of(ChangeKind kind, BiFunction<SystemTx, TenantId, T> loader) {
        return new Snapshots<>(feed, system, clock, staleLimit, kind, loader);
    }
}
