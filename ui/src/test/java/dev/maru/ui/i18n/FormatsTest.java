package dev.maru.ui.i18n;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FormatsTest {
    private final Formats english = new Formats(Locale.ENGLISH, ZoneOffset.UTC);
    private final Formats korean = new Formats(Locale.KOREAN, ZoneId.of("Asia/Seoul"));
    private final Instant now = Instant.parse("2026-11-23T06:00:00Z");

    @Test
    void neverRoundsASmallCostToNothing() {
        assertThat(english.money(new BigDecimal("0.000012345"), "USD")).endsWith("0.0000123");
        assertThat(english.money(BigDecimal.ZERO, "USD")).endsWith("0.00");
        assertThat(english.money(new BigDecimal("1234.5678"), "USD")).endsWith("1,234.57");
    }

    @Test
    void showsEveryDigitOfAnExactAmount() {
        assertThat(english.exactMoney(new BigDecimal("0.000000123456"), "USD")).endsWith("0.000000123456");
        assertThat(english.exactMoney(new BigDecimal("2"), "USD")).endsWith("2.00");
    }

    @Test
    void writesDurationsByTheirSize() {
        assertThat(english.duration(Duration.ofMillis(87))).isEqualTo("87 ms");
        assertThat(english.duration(Duration.ofMillis(1_240))).isEqualTo("1.24 s");
        assertThat(english.duration(Duration.ofSeconds(125))).isEqualTo("2 min 5 s");
        assertThat(english.duration(Duration.ofMinutes(10))).isEqualTo("10 min");
        assertThat(english.duration(Duration.ofHours(1))).isEqualTo("1 h");
        assertThat(english.duration(Duration.ofMinutes(95))).isEqualTo("1 h 35 min");
        assertThat(english.duration(Duration.ofDays(1))).isEqualTo("1 day");
        assertThat(korean.duration(Duration.ofDays(7))).isEqualTo("7일");
        assertThat(korean.duration(Duration.ofMillis(1_240))).isEqualTo("1.24초");
    }

    @Test
    void writesMomentsRelativeToNow() {
        assertThat(english.relative(now.minusSeconds(10), now)).isEqualTo("just now");
        assertThat(english.relative(now.minusSeconds(200), now)).isEqualTo("3 min ago");
        assertThat(english.relative(now.plus(Duration.ofDays(2)), now)).isEqualTo("in 2 days");
        assertThat(korean.relative(now.minus(Duration.ofHours(5)), now)).isEqualTo("5시간 전");
    }

    @Test
    void usesTheZoneOfTheReader() {
        assertThat(korean.exactTime(now)).startsWith("2026-11-23 15:00:00.000");
        assertThat(english.exactTime(now)).startsWith("2026-11-23 06:00:00.000");
    }

    @Test
    void countsInTheUnitsOfTheLanguage() {
        assertThat(english.compact(12_345)).isEqualTo("12.3K");
        assertThat(korean.compact(12_345)).isEqualTo("1.2만");
        assertThat(english.compact(9_999)).isEqualTo("9,999");
    }

    @Test
    void keepsSmallSharesVisible() {
        assertThat(english.percent(0.0123)).isEqualTo("1.23%");
        assertThat(english.percent(0.25)).isEqualTo("25%");
    }
}
