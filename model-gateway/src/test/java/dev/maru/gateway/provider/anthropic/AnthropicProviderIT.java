package dev.maru.gateway.provider.anthropic;

import static dev.maru.gateway.provider.ProviderBench.read;
import static dev.maru.gateway.provider.ProviderBench.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.gateway.provider.Operation;
import dev.maru.gateway.provider.ProviderBench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnthropicProviderIT {
    private final ProviderBench bench = new ProviderBench();
    private final AnthropicProvider provider = new AnthropicProvider(bench.client());

    @AfterEach
    void close() {
        bench.close();
    }

    private static final String CHAT = """
            {"model":"scripted-large","messages":[{"role":"user","content":"hello there"}]}""";
    private static final String STREAM = """
            {"model":"scripted-large","stream":true,"messages":[{"role":"user","content":"hello there"}]}""";

    @Test
    void answersWholeAndStreamedUnderItsKey() throws Exception {
        var endpoint = bench.endpoint("/v1", "key-1");

        var whole = bench.send(provider, endpoint, Operation.CHAT, false, CHAT);
        var stream = bench.send(provider, endpoint, Operation.CHAT, true, STREAM);

        assertThat(text(read(provider.protocol(), whole))).isEqualTo("Echo: hello there");
        assertThat(text(read(provider.protocol(), stream))).isEqualTo("Echo: hello there");
        assertThat(bench.lastRequest().path()).isEqualTo("/v1/messages");
        assertThat(bench.lastRequest().header("x-api-key")).contains("key-1");
        assertThat(bench.lastRequest().header("anthropic-version")).contains("2023-06-01");
    }

    @Test
    void readsAllPagesOfTheList() throws Exception {
        assertThat(provider.models(bench.endpoint("/v1", "key-1"))).containsExactly("scripted-large", "scripted-small");
        assertThat(bench.server().requests()).hasSize(2);
    }
}
