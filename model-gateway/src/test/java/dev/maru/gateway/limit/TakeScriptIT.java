package dev.maru.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.testing.redis.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts against a real Redis, with a clock that the test turns. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TakeScriptIT {
    /** A script that is late and asked for again would take twice, so it is waited for. */
    private final LimitRedis redis = new LimitRedis(TestRedis.shared().url(), Duration.ofSeconds(30));

    @AfterAll
    void close() {
        redis.close();
    }

    private record Counter(String key, long amount, long window, long bucket) {
        static Counter of(long amount, long window) {
            return new Counter("test:{" + UUID.randomUUID() + "}", amount, window, Math.max(1, (window + 59) / 60));
        }
    }

    private record Ask(Counter counter, long need, long want) {}

    private record Slice(Counter counter, long grantedAt, long units) {}

    private record Use(Counter counter, long at, long units) {}

    private List<Long> take(long now, Ask... asks) {
        var keys = new ArrayList<String>();
        var args = new ArrayList<String>(List.of(String.valueOf(now), "me", "15000"));
        for (var ask : asks) {
            keys.add(ask.counter().key());
            for (long arg : new long[] {
                ask.counter().amount(), ask.counter().window(), ask.counter().bucket(), ask.need(), ask.want()
            }) {
                args.add(String.valueOf(arg));
            }
        }
        return run(LimitRedis.TAKE, keys, args);
    }

    private void bringBack(long now, Slice slice, long units) {
        run(
                LimitRedis.RETURN,
                List.of(slice.counter().key()),
                List.of(
                        String.valueOf(now),
                        String.valueOf(slice.grantedAt()),
                        String.valueOf(slice.counter().bucket()),
                        String.valueOf(units),
                        String.valueOf(slice.counter().window())));
    }

    private List<Long> run(LimitRedis.Script script, List<String> keys, List<String> args) {
        var answer = redis.probe(script, keys.toArray(String[]::new), args.toArray(String[]::new));
        return Objects.requireNonNull(answer, "no answer of Redis");
    }

    /** Three instances lease slices, use them late, bring some back: in no window is more used than the limit. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void noWindowEverHoldsMoreThanTheLimitWithSlicesOfManyInstances(long seed) {
        var random = new Random(seed);
        var counter = Counter.of(20 + random.nextInt(100), 1_000 + random.nextInt(60_000));
        var uses = new ArrayList<Use>();
        var slices = new ArrayList<Slice>();
        long now = 10_000_000;
        for (int i = 0; i < 700; i++) {
            now += random.nextLong(counter.window() / 20);
            long at = now;
            slices.removeIf(slice -> {
                if (at - slice.grantedAt() < counter.bucket()) {
                    return false;
                }
                bringBack(at, slice, slice.units());
                return true;
            });
            if (!slices.isEmpty() && random.nextBoolean()) {
                var slice = slices.removeFirst();
                long used = 1 + random.nextLong(slice.units());
                uses.add(new Use(counter, now, used));
                if (used < slice.units()) {
                    slices.add(new Slice(counter, slice.grantedAt(), slice.units() - used));
                }
                continue;
            }
            long need = 1 + random.nextInt(5);
            var answer = take(now, new Ask(counter, need, need + random.nextInt(10)));
            if (answer.getFirst() == 1) {
                uses.add(new Use(counter, now, need));
                if (answer.get(2) > need) {
                    slices.add(new Slice(counter, now, answer.get(2) - need));
                }
            } else {
                long wait = answer.get(3);
                assertThat(take(now + wait - 1, new Ask(counter, need, need)).getFirst())
                        .isZero();
                assertThat(take(now + wait, new Ask(counter, need, need)).getFirst())
                        .isOne();
                now += wait;
                uses.add(new Use(counter, now, need));
            }
        }
        for (var use : uses) {
            long sum = uses.stream()
                    .filter(other -> other.at() <= use.at() && other.at() > use.at() - counter.window())
                    .mapToLong(Use::units)
                    .sum();
            assertThat(sum).isLessThanOrEqualTo(counter.amount());
        }
        assertThat(uses.size()).isGreaterThan(100);
    }

    @Test
    void lettingIsNotThirtyPercentLow() {
        var counter = Counter.of(100, 60_000);
        long let = 0;
        for (long now = 100_000_000; now < 100_000_000 + 600_000; now += 300) {
            let += take(now, new Ask(counter, 1, 1)).getFirst();
        }
        // Ten windows, and the first one is full at once.
        assertThat(let).isBetween(960L, 1_100L);
    }

    @Test
    void takesFromAllCountersOrFromNone() {
        var wide = Counter.of(100, 60_000);
        var narrow = Counter.of(1, 60_000);
        assertThat(take(5_000_000, new Ask(wide, 1, 1), new Ask(narrow, 1, 1)).getFirst())
                .isOne();

        var refused = take(5_000_100, new Ask(wide, 1, 1), new Ask(narrow, 1, 1));

        assertThat(refused.getFirst()).isZero();
        assertThat(refused.get(2)).isEqualTo(2);
        assertThat(take(5_000_200, new Ask(wide, 1, 1)).get(3)).isEqualTo(98);
    }

    @Test
    void slotsOfAnInstanceThatIsSilentComeBack() {
        var slots = new Counter("test:{" + UUID.randomUUID() + "}", 3, 0, 1);
        assertThat(take(1_000_000, new Ask(slots, 1, 3)).get(2)).isEqualTo(3);
        assertThat(take(1_014_999, new Ask(slots, 1, 1)).getFirst()).isZero();

        assertThat(take(1_015_000, new Ask(slots, 1, 1)).getFirst()).isOne();
    }
}
