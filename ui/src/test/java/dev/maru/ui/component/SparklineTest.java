package dev.maru.ui.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SparklineTest {
    @Test
    void theHighestValueTouchesTheTopAndZeroTheGround() {
        assertThat(Sparkline.svg(Arrays.asList(0.0, 5.0, 10.0))).contains("M0.0 35.0L100.0 18.5L200.0 2.0");
    }

    @Test
    void aGapLiftsThePen() {
        assertThat(Sparkline.svg(Arrays.asList(1.0, null, 1.0))).contains("M0.0 2.0h0M200.0 2.0h0");
    }

    @Test
    void nothingButZeroIsAFlatLine() {
        assertThat(Sparkline.svg(Arrays.asList(0.0, 0.0))).contains("M0.0 35.0L200.0 35.0");
    }
}
