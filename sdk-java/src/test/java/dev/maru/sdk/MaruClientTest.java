package dev.maru.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaruClientTest extends SdkTest {
    @Test
    void fetchesATextPromptWithEverythingMaruSaysAboutIt() {
        maru.prompt("greeting/hello")
                .text(2, "Hello {{who}}")
                .label("production", 2)
                .label("staging", 2);

        var prompt = client().getPrompt("greeting/hello");

        assertThat(prompt.name()).isEqualTo("greeting/hello");
        assertThat(prompt.version()).isEqualTo(2);
        assertThat(prompt.labels()).containsExactly("production", "staging");
        assertThat(prompt.isChat()).isFalse();
        assertThat(prompt.text()).isEqualTo("Hello {{who}}");
        assertThat(prompt.config())
                .containsEntry("model", "maru/offline")
                .containsEntry("temperature", new BigDecimal("0.1"));
        assertThat(prompt.tags()).containsExactly("t");
        assertThat(prompt.variables()).containsExactly(new PromptVariable("who", "value", true));
        assertThat(prompt.contentHash()).isEqualTo("sha256:2");
        assertThat(prompt.etag()).startsWith("\"").endsWith("\"");
        assertThat(prompt.answer()).containsEntry("createdAt", "2026-01-31T12:00:00Z");
        assertThat(prompt.source()).isEqualTo(Prompt.Source.MARU);
        assertThatIllegalStateException().isThrownBy(prompt::messages);
        assertThat(maru.fetches().get(0).headers()).containsEntry("Authorization", "Bearer " + FakeMaru.KEY);
    }

    @Test
    void fetchesAChatPromptAsMaruSentIt() {
        maru.prompt("chat")
                .version(
                        1,
                        "[{\"role\":\"system\",\"content\":\"Be {{how}}.\"},{\"type\":\"placeholder\",\"name\":\"history\"},"
                                + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c\"}]}]");

        var prompt = client().getPrompt("chat", PromptOptions.version(1));

        assertThat(prompt.isChat()).isTrue();
        assertThat(prompt.messages()).hasSize(3);
        assertThat(prompt.messages().get(0))
                .containsExactly(Map.entry("role", "system"), Map.entry("content", "Be {{how}}."));
        assertThat(prompt.messages().get(1)).containsEntry("type", "placeholder");
        assertThat(prompt.messages().get(2)).containsEntry("content", null);
        assertThatIllegalStateException().isThrownBy(prompt::text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "folder/sub/leaf",
                "인사/안녕",
                "👋🏽 wave",
                "a+b c%20d?e=f&g#h;i:j@k!$'()*,~",
                "versions",
                "a/render",
                "...",
                ".hidden/..x"
            })
    void findsPromptsWhateverTheirNames(String name) {
        maru.prompt(name).text(1, "found").label("production", 1);

        assertThat(client().getPrompt(name).text()).isEqualTo("found");
        assertThat(maru.fetches().get(0).path()).matches("/v1/prompts/[A-Za-z0-9%._~-]+\\?label=production");
    }

    @Test
    void namesThatLookAlikeAreOne() {
        maru.prompt("caf\u00e9").text(1, "found").label("production", 1);
        var client = client();
        client.getPrompt("caf\u00e9");
        client.getPrompt("cafe\u0301");

        assertThat(maru.fetches()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/../b", "/a", "a/", "a//b"})
    void refusesNamesThatWouldLeadElsewhere(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> client().getPrompt(name));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client().render(PromptReference.label(name, "production")));
        assertThat(maru.asked(asked -> true)).isEmpty();
    }

    @Test
    void takesALabelOrAVersion() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PromptOptions("production", 1, null, null, null, null, Map.of()))
                .withMessageContaining("not both");
        assertThatIllegalArgumentException().isThrownBy(() -> PromptOptions.version(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PromptOptions.defaults().withTtl(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PromptOptions.defaults().withTimeout(Duration.ZERO));
    }

    @Test
    void hasMaruRenderExactlyTheVersionThatWasFetched() {
        maru.prompt("a/b").text(3, "Hello {{who}}").label("production", 3);
        var client = client();

        var rendered = client.render(client.getPrompt("a/b"), Map.of("who", "Ada \"1\"", "n", 2.50));

        assertThat(rendered.text()).isEqualTo("rendered");
        assertThat(rendered.messages()).containsExactly(Map.of("role", "system", "content", "rendered"));
        assertThat(rendered.config()).containsEntry("temperature", new BigDecimal("0.1"));
        var asked = maru.asked(request -> request.method().equals("POST")).get(0);
        assertThat(asked.path()).isEqualTo("/v1/prompts/a%2Fb/render");
        assertThat(asked.body()).startsWith("{\"version\":3,\"variables\":{").contains("\"who\":\"Ada \\\"1\\\"\"");
    }

    @Test
    void rendersInOneRequestByLabel() {
        maru.prompt("p").text(1, "t");

        client().render(PromptReference.label("p", "staging")
                .withVariables(Map.of("x", 1))
                .withSplitKey("u"));

        assertThat(maru.asked(request -> true))
                .singleElement()
                .satisfies(asked -> assertThat(asked.body())
                        .isEqualTo("{\"label\":\"staging\",\"variables\":{\"x\":1},\"splitKey\":\"u\"}"));
    }

    @Test
    void tellsWhichVariableIsMissing() {
        maru.answerAlways(FakeMaru.Answer.problem(422, "prompt-variables-missing", "The variable who is missing."));

        assertThatThrownBy(() -> client().render(PromptReference.version("p", 1)))
                .isInstanceOfSatisfying(
                        MaruException.class, e -> assertThat(e.code()).isEqualTo("prompt-variables-missing"))
                .hasMessage("The variable who is missing.");
    }

    @Test
    void cannotRenderAFallback() {
        var client = client();
        var fallback = client.getPrompt(
                "none",
                PromptOptions.defaults()
                        .withFallback(PromptBody.chat(List.of(Map.of("role", "user", "content", "x")))));

        assertThat(fallback.messages()).hasSize(1);
        assertThatIllegalStateException().isThrownBy(() -> client.render(fallback, Map.of()));
    }

    @Test
    void countsAndTellsWhatHappens() {
        maru.prompt("p").text(1, "one").label("production", 1);
        var heard = new ArrayList<String>();
        var client = client(builder -> builder.listener((event, prompt, cause) -> {
            heard.add(event + " " + prompt);
            throw new IllegalStateException("a listener's own trouble");
        }));

        client.getPrompt("p");
        client.getPrompt("p");

        assertThat(heard).containsExactly("UPDATED p", "MISS p", "HIT p");
        assertThat(client.metrics().counts()).containsOnlyKeys(CacheEvent.values());
        assertThat(client.metrics().isListening()).isFalse();
    }

    @Test
    void takesItsSettingsFromTheEnvironment() {
        var builder = MaruClient.builder();
        builder.environment = Map.of("MARU_BASE_URL", "https://maru.example.com/", "MARU_API_KEY", "maru_sk_x")::get;

        try (var client = builder.build()) {
            assertThat(client.baseUrl()).isEqualTo(URI.create("https://maru.example.com"));
            assertThat(client.openAiBaseUrl()).isEqualTo(URI.create("https://maru.example.com/v1"));
        }
    }

    @Test
    void saysWhichSettingIsMissing() {
        var builder = MaruClient.builder();
        builder.environment = Map.<String, String>of()::get;
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("MARU_BASE_URL");
        builder.baseUrl("https://maru.example.com");
        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("MARU_API_KEY");
        builder.apiKey("broken\nkey");
        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessageContaining("copy it again")
                .withMessageNotContaining("broken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"maru.example.com", "ftp://maru.example.com", "https://maru.example.com?x=1", "https:///x"})
    void refusesABaseUrlThatIsNone(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client(builder -> builder.baseUrl(url)))
                .withMessageContaining("https://maru.example.com");
    }

    @Test
    void acceptsTheBaseUrlOfAnOpenAiClient() {
        var client = client(builder -> builder.baseUrl("http://localhost:8080/maru/v1/"));

        assertThat(client.baseUrl()).isEqualTo(URI.create("http://localhost:8080/maru"));
        assertThat(client.openAiBaseUrl()).isEqualTo(URI.create("http://localhost:8080/maru/v1"));
    }

    @Test
    void servesNothingOnceClosed() {
        var client = client();
        client.close();
        client.close();

        assertThatIllegalStateException().isThrownBy(() -> client.getPrompt("p"));
    }
}
