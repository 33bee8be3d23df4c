package dev.maru.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.problem.PlatformException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpRangeTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.0/24, 203.0.113.255, true",
        "203.0.113.0/24, 203.0.114.0, false",
        "203.0.113.128/25, 203.0.113.127, false",
        "203.0.113.7, 203.0.113.7, true",
        "203.0.113.7, 203.0.113.8, false",
        "0.0.0.0/0, 198.51.100.1, true",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "10.0.0.0/8, ::1, false",
        "10.0.0.0/8, example.com, false"
    })
    void containsAddresses(String range, String address, boolean contained) {
        assertThat(new IpRange(range).contains(address)).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "10.0.0.0/33", "10.0.0/8", "2001:db8::/129", "10.0.0.0/8/8", "1.2.3.4/"})
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> new IpRange(text)).isInstanceOf(PlatformException.class);
    }

    @Test
    void coversNarrowerRangesOnly() {
        var wide = new IpRange("10.0.0.0/8");

        assertThat(wide.covers(new IpRange("10.1.0.0/16"))).isTrue();
        assertThat(wide.covers(wide)).isTrue();
        assertThat(new IpRange("10.1.0.0/16").covers(wide)).isFalse();
        assertThat(wide.covers(new IpRange("11.0.0.0/16"))).isFalse();
    }
}
