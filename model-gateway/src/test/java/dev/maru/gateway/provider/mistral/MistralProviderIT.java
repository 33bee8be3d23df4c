package dev.maru.gateway.provider.mistral;

import static dev.maru.gateway.provider.ProviderBench.read;
import static dev.maru.gateway.provider.ProviderBench.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.gateway.provider.Operation;
import dev.maru.gateway.provider.ProviderBench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MistralProviderIT {
    private final ProviderBench bench = new ProviderBench();
    private final MistralProvider provider = new MistralProvider(bench.client());

    @AfterEach
    void close() {
        bench.close();
    }

    private static final String CHAT = """
            {"model":"scripted-large","messages":[{"role":"user","content":"hello there"}]}""";

    @Test
    void answersUnderItsKey() throws Exception {
        var got = bench.send(provider, bench.endpoint("/v1", "key-1"), Operation.CHAT, false, CHAT);

        assertThat(text(read(provider.protocol(), got))).isEqualTo("Echo: hello there");
        assertThat(bench.lastRequest().path()).isEqualTo("/v1/chat/completions");
        assertThat(bench.lastRequest().header("authorization")).contains("Bearer key-1");
    }

    @Test
    void listsModels() throws Exception {
        assertThat(provider.models(bench.endpoint("/v1", "key-1"))).containsExactly("scripted-large", "scripted-small");
    }
}
