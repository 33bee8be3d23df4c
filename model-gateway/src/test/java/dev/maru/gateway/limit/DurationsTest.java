package dev.maru.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"0, 0ms", "17, 17ms", "1000, 1s", "1500, 1.5s", "360000, 6m0s", "3661001, 1h1m1.001s"})
    void areWrittenAsOpenAisClientsReadThem(long millis, String text) {
        assertThat(Durations.text(Duration.ofMillis(millis))).isEqualTo(text);
    }
}
