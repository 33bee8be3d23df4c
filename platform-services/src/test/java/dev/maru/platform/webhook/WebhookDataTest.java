package dev.maru.platform.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.problem.PlatformException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookDataTest {
    private static final WebhookAddress ADDRESS = new WebhookAddress("https://hooks.example/in?key=1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hooks.example",
                "ftp://hooks.example/",
                "https:///path",
                "https://user:pass@hooks.example/",
                "https://hooks.example/#part",
                "https://hooks.example:99999/",
                "https://hooks example/",
                "file:///etc/passwd"
            })
    void refusesWhatIsNoAddressOfAReceiver(String url) {
        assertThatThrownBy(() -> new WebhookAddress(url))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        e -> assertThat(e.fields())
                                .singleElement()
                                .satisfies(field -> assertThat(field.field()).isEqualTo("url")));
    }

    @Test
    void tellsOthersNoMoreThanTheOrigin() {
        assertThat(ADDRESS.toString()).isEqualTo("https://hooks.example");
        assertThat(new WebhookAddress("HTTPS://Hooks.Example:8443/x").origin()).isEqualTo("https://hooks.example:8443");
        assertThat(new WebhookData(ADDRESS, Set.of("a.b"), "", "").toString()).doesNotContain("key=1");
    }

    @Test
    void wantsWhatLiesBelowItsFolder() {
        var support = new WebhookData(ADDRESS, Set.of("a.b"), "/support/", "");

        assertThat(support.folder()).isEqualTo("support");
        assertThat(support.wants(event("a.b", "support/reply"))).isTrue();
        assertThat(support.wants(event("a.b", "support/de/reply"))).isTrue();
        assertThat(support.wants(event("a.b", "supporters/reply"))).isFalse();
        assertThat(support.wants(event("a.b", "support"))).isFalse();
        assertThat(support.wants(event("a.c", "support/reply"))).isFalse();
        assertThat(new WebhookData(ADDRESS, Set.of("a.b"), "", "").wants(event("a.b", "any")))
                .isTrue();
    }

    @Test
    void needsATypeAndReadableTexts() {
        assertThatThrownBy(() -> new WebhookData(ADDRESS, Set.of(), "", "")).isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> new WebhookData(ADDRESS, Set.of("a.b"), "a\u0000", ""))
                .isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> new WebhookData(ADDRESS, Set.of("a.b"), "", "x".repeat(2001)))
                .isInstanceOf(PlatformException.class);
    }

    private static WebhookEvent event(String type, String subject) {
        return new WebhookEvent(type, subject, Map.of());
    }
}
