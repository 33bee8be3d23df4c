package dev.maru.gateway.limit;

import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.limit.LimitCounter.Unused;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Takes units for calls from memory, from Redis, or from this instance's share while Redis is away. */
final class LimitStore {
    /** After so long without a beat an instance's slots are free again. */
    static final Duration LEASE = Duration.ofSeconds(15);

    private static final long ONE_AT_ONCE_WAIT_MILLIS = 1_000;
    private static final int TAKE_HEAD = 2;

    private final LimitRedis redis;
    private final UUID instance;
    private final Clock clock;
    /** Orders what is said of slots: a beat that was put together before a take must not be sent after it. */
    private final Object slots = new Object();

    private final Counter shares;
    private final Counter refusals;
    private volatile int replicas = 1;
    private volatile long livedAtNanos = System.nanoTime();
    private volatile Collection<LimitCounter> counters = List.of();

    LimitStore(LimitRedis redis, UUID instance, Clock clock, MeterRegistry meters) {
        this.shares = Counter.builder("maru.limit.shares")
                .description(
                        "Calls that were let in or refused by this instance's own share, because Redis did not answer")
                .register(meters);
        this.refusals = Counter.builder("maru.limit.refusals")
                .description("Calls that a limit had no room for")
                .register(meters);
        this.redis = redis;
        this.instance = instance;
        this.clock = clock;
    }

    void keep(Collection<LimitCounter> all) {
        counters = all;
    }

    Collection<LimitCounter> counters() {
        return counters;
    }

    /** Fewer than before are believed only after a while: a Redis that lost its memory knows of none. */
    void lived(int instances) {
        if (instances >= replicas || System.nanoTime() - livedAtNanos > LEASE.toNanos()) {
            replicas = Math.max(1, instances);
            livedAtNanos = System.nanoTime();
        }
    }

    /** Everything or nothing; throws for the first limit that has too little left. */
    List<LimitPart> take(List<LimitWish> wishes) {
        var parts = new ArrayList<LimitPart>();
        var missing = takeHeld(wishes, parts);
        try {
            if (!missing.isEmpty()) {
                parts.addAll(takeMissing(missing));
            }
            return parts;
        } catch (PlatformException e) {
            // While this call asked, another one may have come back with a slice.
            if (takeHeld(missing, parts).isEmpty()) {
                return parts;
            }
            undo(parts);
            throw e;
        }
    }

    /** Takes what is there, and returns what is not. */
    private List<LimitWish> takeHeld(List<LimitWish> wishes, List<LimitPart> parts) {
        var missing = new ArrayList<LimitWish>();
        for (var wish : wishes) {
            var taken = wish.counter().takeHeld(wish.units(), clock.millis());
            if (taken == null) {
                missing.add(wish);
            } else {
                parts.add(new LimitPart(wish.counter(), taken));
            }
        }
        return missing;
    }

    private List<LimitPart> takeMissing(List<LimitWish> wishes) {
        var wanted = new long[wishes.size()];
        var sentNanos = System.nanoTime();
        var answer = ask(wishes, wanted);
        if (answer == null) {
            release(wishes, wanted);
            return takeShares(wishes);
        }
        if (answer.getFirst() == 0) {
            release(wishes, wanted);
            throw refusal(wishes.get(answer.get(2).intValue() - 1), answer.get(3));
        }
        var parts = new ArrayList<LimitPart>();
        for (int i = 0; i < wanted.length; i++) {
            var wish = wishes.get(i);
            int at = TAKE_HEAD + i * 3;
            parts.add(new LimitPart(
                    wish.counter(),
                    wish.counter()
                            .granted(
                                    wish.units(),
                                    wanted[i],
                                    answer.get(at),
                                    answer.get(at + 1),
                                    answer.get(at + 2),
                                    answer.get(1),
                                    sentNanos,
                                    clock.millis())));
            holdIfLess(wish.counter());
        }
        return parts;
    }

    private @Nullable List<Long> ask(List<LimitWish> wishes, long[] wanted) {
        var keys = wishes.stream().map(wish -> wish.counter().key()).toArray(String[]::new);
        CompletableFuture<List<Long>> answer;
        synchronized (slots) {
            answer = redis.start(LimitRedis.TAKE, keys, args(wishes, wanted));
        }
        return answer == null ? null : redis.await(answer, late -> returnLate(wishes, late));
    }

    private String[] args(List<LimitWish> wishes, long[] wanted) {
        var args = new ArrayList<String>(List.of("0", instance.toString(), String.valueOf(LEASE.toMillis())));
        for (int i = 0; i < wanted.length; i++) {
            var wish = wishes.get(i);
            wanted[i] = wish.counter().wanted(wish.units());
            args.add(String.valueOf(wish.limit().amount()));
            args.add(String.valueOf(wish.counter().windowMillis()));
            args.add(String.valueOf(wish.counter().bucketMillis()));
            args.add(String.valueOf(wish.units()));
            args.add(String.valueOf(wanted[i]));
        }
        return args.toArray(String[]::new);
    }

    private void release(List<LimitWish> wishes, long[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            wishes.get(i).counter().notGranted(wishes.get(i).units(), wanted[i]);
            holdIfLess(wishes.get(i).counter());
        }
    }

    /** A beat that counted slots as held which were asked for and not granted is put right. */
    private void holdIfLess(LimitCounter counter) {
        if (counter.holdsLessThanSaid()) {
            hold(counter);
        }
    }

    /** A grant that came when nobody waited for it any more. Slots are put right by the next beat. */
    private void returnLate(List<LimitWish> wishes, List<Long> answer) {
        if (answer.getFirst() == 1) {
            for (int i = 0; i < wishes.size(); i++) {
                var counter = wishes.get(i).counter();
                if (!counter.isConcurrency()) {
                    bringBack(counter, List.of(new Unused(answer.get(TAKE_HEAD + i * 3), answer.get(1))));
                }
            }
        }
    }

    private List<LimitPart> takeShares(List<LimitWish> wishes) {
        shares.increment();
        var parts = new ArrayList<LimitPart>();
        for (var wish : wishes) {
            var taken = wish.counter().takeShare(wish.units(), replicas, clock.millis());
            if (taken == null) {
                undo(parts);
                throw refusal(wish, wish.counter().shareWaitMillis(wish.units(), replicas, clock.millis()));
            }
            parts.add(new LimitPart(wish.counter(), taken));
        }
        return parts;
    }

    private void undo(List<LimitPart> parts) {
        for (var part : parts) {
            if (part.counter().isConcurrency()) {
                release(part);
            } else {
                correct(part, part.taken().units());
            }
        }
    }

    private PlatformException refusal(LimitWish wish, long waitMillis) {
        refusals.increment();
        var limit = wish.limit();
        var never = wish.units() > limit.amount();
        var wait = waitMillis >= 0 ? waitMillis : ONE_AT_ONCE_WAIT_MILLIS;
        var headers = new HashMap<>(RateHeaders.of(List.of(wish.counter())));
        headers.putAll(never ? Map.of("x-should-retry", "false") : RateHeaders.retryAfter(wait));
        var detail = limit.refusal() + " "
                + (never
                        ? "This call alone needs " + wish.units() + "."
                        : "Try again in " + Durations.text(Duration.ofMillis(wait)) + ".");
        return new PlatformException(GatewayError.RATE_LIMIT_EXCEEDED, detail, headers);
    }

    /** @param unused less than zero: what was used beyond the estimate */
    void correct(LimitPart part, long unused) {
        if (unused > 0) {
            var back = part.counter().giveBack(part.taken(), unused, clock.millis());
            if (back != null) {
                bringBack(part.counter(), List.of(back));
            }
        } else if (unused < 0) {
            part.counter().usedMore(-unused, clock.millis());
            bringBack(part.counter(), List.of(new Unused(unused, 0)));
        }
    }

    void bringBack(LimitCounter counter, List<Unused> unused) {
        for (var each : unused) {
            redis.send(LimitRedis.RETURN, new String[] {counter.key()}, new String[] {
                "0",
                String.valueOf(each.grantedAt()),
                String.valueOf(counter.bucketMillis()),
                String.valueOf(each.units()),
                String.valueOf(counter.windowMillis())
            });
        }
    }

    void release(LimitPart part) {
        if (part.counter().release(part.taken().units())) {
            hold(part.counter());
        }
    }

    /** Says how many slots this instance holds, as it is. */
    void hold(LimitCounter counter) {
        synchronized (slots) {
            redis.send(LimitRedis.HOLD, new String[] {counter.key()}, new String[] {
                instance.toString(), String.valueOf(LEASE.toMillis()), String.valueOf(counter.held())
            });
        }
    }
}
