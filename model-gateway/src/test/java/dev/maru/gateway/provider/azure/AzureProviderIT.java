package dev.maru.gateway.provider.azure;

import static dev.maru.gateway.provider.ProviderBench.read;
import static dev.maru.gateway.provider.ProviderBench.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.gateway.provider.Operation;
import dev.maru.gateway.provider.ProviderBench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AzureProviderIT {
    private final ProviderBench bench = new ProviderBench();
    private final AzureProvider provider = new AzureProvider(bench.client());

    @AfterEach
    void close() {
        bench.close();
    }

    private static final String CHAT = """
            {"model":"scripted-large","messages":[{"role":"user","content":"hello there"}]}""";

    @Test
    void speaksTheNewApiUnderTheResource() throws Exception {
        var got = bench.send(provider, bench.endpoint("", "key-1"), Operation.CHAT, false, CHAT);

        assertThat(text(read(provider.protocol(), got))).isEqualTo("Echo: hello there");
        assertThat(bench.lastRequest().target()).isEqualTo("/openai/v1/chat/completions");
        assertThat(bench.lastRequest().header("api-key")).contains("key-1");
        assertThat(bench.lastRequest().header("authorization")).isEmpty();
    }

    @Test
    void takesTheAddressOfTheNewApiToo() throws Exception {
        bench.send(provider, bench.endpoint("/openai/v1", "key-1"), Operation.EMBEDDINGS, false, """
                {"model":"e","input":"red car"}""");

        assertThat(bench.lastRequest().target()).isEqualTo("/openai/v1/embeddings");
    }

    @Test
    void speaksTheOlderApiUnderDeployments() throws Exception {
        var got = bench.send(provider, bench.endpoint("/openai/deployments", "key-1"), Operation.CHAT, false, CHAT);

        assertThat(got.status()).isEqualTo(200);
        assertThat(bench.lastRequest().target())
                .isEqualTo("/openai/deployments/scripted-large/chat/completions?api-version=2024-10-21");
    }

    @Test
    void listsModels() throws Exception {
        assertThat(provider.models(bench.endpoint("", "key-1"))).contains("scripted-large");
        assertThat(bench.lastRequest().target()).isEqualTo("/openai/v1/models");
        assertThat(provider.models(bench.endpoint("/openai/deployments", "key-1")))
                .contains("scripted-small");
        assertThat(bench.lastRequest().target()).isEqualTo("/openai/models?api-version=2024-10-21");
        assertThat(bench.lastRequest().header("api-key")).contains("key-1");
    }
}
