package dev.maru.gateway.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void isNearTheExactPercentileWhateverTheDistribution() {
        var random = new Random(23);
        for (int run = 0; run < 200; run++) {
            var histogram = new Histogram();
            var values = new ArrayList<Long>();
            int count = 1 + random.nextInt(500);
            for (int i = 0; i < count; i++) {
                long value = 30 + (long) Math.exp(random.nextDouble() * 12);
                values.add(value);
                histogram.add(Map.of(Histogram.bucket(value), 1L));
            }
            Collections.sort(values);
            for (var part : new double[] {0.5, 0.95}) {
                double exact = values.get((int) Math.ceil(part * count) - 1);
                double told = Objects.requireNonNull(histogram.percentile(part));
                assertThat(told).isBetween(exact * 0.955 - 1, exact * 1.045 + 1);
            }
        }
    }

    @Test
    void tellsNothingOfNothing() {
        assertThat(new Histogram().percentile(0.5)).isNull();
    }
}
