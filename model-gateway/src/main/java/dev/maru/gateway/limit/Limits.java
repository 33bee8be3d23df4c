package dev.maru.gateway.limit;

import dev.maru.core.id.LimitId;
import dev.maru.core.tenancy.Caller;
import dev.maru.platform.change.ChangeKind;
import dev.maru.platform.change.SnapshotFactory;
import dev.maru.platform.change.Snapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Limits on the call path: everything that a call takes of every limit that holds for it is taken at once or not at all,
 * from slices in memory where there are some, else by one script in Redis.
 *
 * <p>Bounds: while Redis answers, no window of the limit's length ever lets more through than its amount (estimates count
 * until the call has ended; what it used beyond them is counted then); in exchange up to a thirtieth less may get in, for a
 * window counts as a sixtieth of it longer at both ends. While Redis is away each instance lets in the amount divided by the
 * instances that lived last. A Redis that lost its memory counts windows anew.
 */
@Component
public class Limits {
    static final ChangeKind KIND = new ChangeKind("limits");

    private final Snapshots<List<UsageLimit>> snapshots;
    private final ConcurrentHashMap<LimitId, LimitCounter> counters = new ConcurrentHashMap<>();
    private final LimitStore store;

    Limits(SnapshotFactory snapshots, LimitRepository repository, LimitStore store) {
        this.snapshots = snapshots.of(KIND, repository::load);
        this.store = store;
        store.keep(counters.values());
    }

    /**
     * Takes a call's share of every limit that holds for it.
     *
     * @throws dev.maru.core.problem.PlatformException {@link dev.maru.gateway.GatewayError#RATE_LIMIT_EXCEEDED} with
     *     Retry-After; nothing was taken then
     */
    public Admitted admit(Caller caller, LimitSubject subject) {
        var limits = snapshots.get(caller.tenant());
        if (limits.isEmpty()) {
            return Admitted.FREELY;
        }
        var wishes = new ArrayList<LimitWish>();
        for (var limit : limits) {
            if (limit.scope().holdsFor(caller, subject)) {
                var counter = counters.computeIfAbsent(limit.id(), id -> new LimitCounter(caller.tenant(), limit));
                counter.update(limit);
                wishes.add(new LimitWish(
                        counter, limit, limit.kind().of(subject.inputTokens(), subject.maxOutputTokens())));
            }
        }
        if (wishes.isEmpty()) {
            return Admitted.FREELY;
        }
        return new Call(store.take(wishes));
    }

    /** What this instance counts of a limit; null if it has not seen it used. */
    @Nullable
    LimitCounter counter(LimitId id) {
        return counters.get(id);
    }

    private final class Call implements Admitted {
        private final List<LimitPart> parts;
        private final AtomicBoolean settled = new AtomicBoolean();
        private final AtomicBoolean closed = new AtomicBoolean();

        Call(List<LimitPart> parts) {
            this.parts = parts;
        }

        @Override
        public Map<String, String> headers() {
            return RateHeaders.of(parts.stream().map(LimitPart::counter).toList());
        }

        @Override
        public void used(long inputTokens, long outputTokens) {
            if (settled.compareAndSet(false, true)) {
                for (var part : parts) {
                    if (part.counter().limit().kind().countsTokens()) {
                        var used = part.counter().limit().kind().of(inputTokens, outputTokens);
                        store.correct(part, part.taken().units() - used);
                    }
                }
            }
        }

        @Override
        public void close() {
            if (!closed.compareAndSet(false, true)) {
                return;
            }
            var refund = settled.compareAndSet(false, true);
            for (var part : parts) {
                if (part.counter().isConcurrency()) {
                    store.release(part);
                } else if (refund) {
                    store.correct(part, part.taken().units());
                }
            }
        }
    }
}
