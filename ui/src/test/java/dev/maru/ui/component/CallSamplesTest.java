package dev.maru.ui.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CallSamplesTest {
    private final CallSamples plain =
            CallSamples.of(URI.create("https://maru.example/"), "maru/offline", "What's \"Maru\"?");

    @Test
    void curlSendsJsonThatAShellPassesOnUnchanged() {
        var curl = plain.curl();
        assertThat(curl).contains("https://maru.example/v1/chat/completions").contains("Bearer $MARU_KEY");
        var body = curl.substring(curl.indexOf("-d '") + 4, curl.length() - 1).replace("'\\''", "'");
        var json = new JsonMapper().readTree(body);
        assertThat(json.path("messages").path(0).path("content").stringValue()).isEqualTo("What's \"Maru\"?");
        assertThat(json.path("stream").booleanValue()).isTrue();
    }

    @Test
    void everyLanguageNamesAddressModelAndPrompt() {
        var samples = plain.withPrompt("support/greeting", "production", List.of("name"))
                .withQuestion(null)
                .all();
        assertThat(samples).containsOnlyKeys("curl", "Java", "Python", "TypeScript");
        assertThat(samples.values())
                .allSatisfy(code -> assertThat(code)
                        .contains("https://maru.example/v1", "maru/offline", "support/greeting", "production", "name"));
    }

    @Test
    void theKeyIsInTheTextOnlyWhereItIsShownOnce() {
        assertThat(plain.all().values()).noneMatch(code -> code.contains("maru_sk_secret"));
        assertThat(plain.withKey("maru_sk_secret").curl()).contains("Bearer maru_sk_secret");
    }

    @Test
    void aNameWithSlashesIsOneSegmentOfThePath() {
        assertThat(plain.fetchCurl("a b/ü")).contains("/v1/prompts/a%20b%2F%C3%BC?label=production");
    }
}
