package dev.maru.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnUseTest {
    private record Use(long at, long units) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noWindowHoldsMoreThanTheLimitAndTheWaitIsExact(long seed) {
        var random = new Random(seed);
        long window = 1 + random.nextInt(20_000);
        long limit = 1 + random.nextInt(200);
        var own = new OwnUse(window);
        var uses = new ArrayList<Use>();
        long now = 1_000_000;
        for (int i = 0; i < 5_000; i++) {
            now += random.nextInt((int) Math.max(2, window / limit * 2));
            long units = 1 + random.nextInt((int) Math.max(1, limit / 3));
            if (own.sum(now) + units <= limit) {
                own.add(now, units);
                uses.add(new Use(now, units));
            } else {
                long wait = own.waitMillis(now, units, limit);
                assertThat(wait).isPositive().isLessThanOrEqualTo(window + window / 20 + 2);
                if (random.nextInt(10) == 0) {
                    // One moment earlier it does not fit in, at that moment it does.
                    assertThat(own.sum(now + wait - 1) + units).isGreaterThan(limit);
                    now += wait;
                    assertThat(own.sum(now) + units).isLessThanOrEqualTo(limit);
                }
            }
            if (random.nextInt(5) == 0 && !uses.isEmpty()) {
                var last = uses.removeLast();
                own.remove(last.at(), now, last.units());
            }
        }
        for (var use : uses) {
            long sum = uses.stream()
                    .filter(other -> other.at() <= use.at() && other.at() > use.at() - window)
                    .mapToLong(Use::units)
                    .sum();
            assertThat(sum).isLessThanOrEqualTo(limit);
        }
    }
}
