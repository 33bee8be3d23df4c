package dev.maru.ui.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BrowsersTest {
    @Test
    void namesBrowserAndSystem() {
        assertThat(Browsers.name(
                        "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/156.0 Safari/537 Edg/156.0", "?"))
                .isEqualTo("Edge · Windows");
        assertThat(Browsers.name(
                        "Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) AppleWebKit/605 Version/19 Safari/605", "?"))
                .isEqualTo("Safari · macOS");
    }

    @Test
    void keepsWhatItDoesNotKnow() {
        assertThat(Browsers.name("curl/8.0", "?")).isEqualTo("curl/8.0");
        assertThat(Browsers.name(null, "?")).isEqualTo("?");
    }
}
