package dev.maru.gateway.route;

import dev.maru.core.id.ConnectionKeyId;
import dev.maru.gateway.catalog.CallableModel;
import dev.maru.gateway.catalog.SealedKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Chooses among a connection's keys by weight, past those that rest: refused for good, or limited for a while, which
 * providers do for each model apart.
 */
@Component
public class KeyRing {
    /** A key in one of its versions: a changed key begins anew. */
    private record Held(ConnectionKeyId id, long version) {
        static Held of(SealedKey key) {
            return new Held(key.key().id(), key.key().version());
        }
    }

    private record Limited(Held key, String upstreamId) {}

    private record Rest(long until, FailureClass reason) {}

    private static final Duration PROBE = Duration.ofSeconds(30);

    private final ConcurrentHashMap<Limited, Rest> rests = new ConcurrentHashMap<>();
    /** Keys that their provider refused, with the moment from which one call may try them again. */
    private final ConcurrentHashMap<Held, Long> refused = new ConcurrentHashMap<>();

    private final Set<Held> accepted = ConcurrentHashMap.newKeySet();

    /** What to call a connection with. */
    public sealed interface Choice {
        /** @param key null: the provider asks for none */
        record Use(@Nullable SealedKey key) implements Choice {}

        /**
         * Every key rests; the soonest is back after this time.
         *
         * @param reason RATE_LIMIT, or KEY for one that was refused for this model
         */
        record Resting(SealedKey soonest, Duration rest, FailureClass reason) implements Choice {}

        /** No key is left that the provider takes. */
        record Exhausted() implements Choice {}
    }

    /** @param tried keys that this call has failed with already */
    public Choice choose(CallableModel model, Set<ConnectionKeyId> tried) {
        var connection = model.connection();
        if (connection.lockedOut()) {
            return new Choice.Exhausted();
        }
        if (connection.keys().isEmpty()) {
            return new Choice.Use(null);
        }
        var now = System.nanoTime();
        var taken = connection.keys().stream().filter(key -> !isRefused(key)).toList();
        if (taken.isEmpty()) {
            return probe(connection.keys(), tried, now);
        }
        var open = new ArrayList<SealedKey>();
        var soonest = taken.getFirst();
        long soonestWait = Long.MAX_VALUE;
        var reason = FailureClass.RATE_LIMIT;
        for (var key : taken) {
            var limited = new Limited(Held.of(key), model.upstreamId());
            var wait = waitNanos(limited, now);
            if (wait <= 0 && !tried.contains(key.key().id())) {
                open.add(key);
            } else if (wait < soonestWait) {
                soonest = key;
                soonestWait = wait;
                var rest = rests.get(limited);
                reason = rest == null ? FailureClass.RATE_LIMIT : rest.reason();
            }
        }
        return open.isEmpty()
                ? new Choice.Resting(soonest, Duration.ofNanos(Math.max(0, soonestWait)), reason)
                : new Choice.Use(weighted(open));
    }

    /** Every key is refused: now and then one call may see whether that is still so. */
    private Choice probe(List<SealedKey> keys, Set<ConnectionKeyId> tried, long now) {
        for (var key : keys) {
            var held = Held.of(key);
            var from = refused.getOrDefault(held, now);
            if (now - from >= 0 && !tried.contains(key.key().id())) {
                refused.put(held, now + PROBE.toNanos());
                return new Choice.Use(key);
            }
        }
        return new Choice.Exhausted();
    }

    private boolean isRefused(SealedKey key) {
        var held = Held.of(key);
        return refused.containsKey(held) || key.key().refusedAt() != null && !accepted.contains(held);
    }

    private long waitNanos(Limited limited, long now) {
        var rest = rests.get(limited);
        if (rest == null) {
            return 0;
        }
        var wait = rest.until() - now;
        if (wait <= 0) {
            rests.remove(limited, rest);
        }
        return wait;
    }

    private static SealedKey weighted(List<SealedKey> keys) {
        if (keys.size() == 1) {
            return keys.getFirst();
        }
        int sum = keys.stream().mapToInt(key -> key.key().weight()).sum();
        int left = ThreadLocalRandom.current().nextInt(sum);
        for (var key : keys) {
            left -= key.key().weight();
            if (left < 0) {
                return key;
            }
        }
        return keys.getLast();
    }

    /**
     * The provider asks to leave the key alone for a while, as far as this model goes.
     *
     * @param reason RATE_LIMIT, or KEY for one that was refused for this model
     */
    public void rest(CallableModel model, SealedKey key, Duration time, FailureClass reason) {
        var rest = new Rest(System.nanoTime() + time.toNanos(), reason);
        rests.merge(
                new Limited(Held.of(key), model.upstreamId()),
                rest,
                (old, next) -> next.until() - old.until() > 0 ? next : old);
    }

    /** The provider does not take the key; true the first time that this is said. */
    public boolean refuse(SealedKey key) {
        accepted.remove(Held.of(key));
        return refused.put(Held.of(key), System.nanoTime() + PROBE.toNanos()) == null
                && key.key().refusedAt() == null;
    }

    /** The provider takes the key; true if it was thought to be refused. */
    public boolean accept(SealedKey key) {
        if (!isRefused(key)) {
            return false;
        }
        // The snapshot learns of it later, and not at all while the database is away.
        accepted.add(Held.of(key));
        refused.remove(Held.of(key));
        return true;
    }
}
