package dev.maru.gateway.provider.openai;

import static dev.maru.gateway.provider.ProviderBench.read;
import static dev.maru.gateway.provider.ProviderBench.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.gateway.provider.Operation;
import dev.maru.gateway.provider.ProviderBench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenAiProviderIT {
    private final ProviderBench bench = new ProviderBench();
    private final OpenAiProvider provider = new OpenAiProvider(bench.client());

    @AfterEach
    void close() {
        bench.close();
    }

    private static final String CHAT = """
            {"model":"scripted-large","messages":[{"role":"user","content":"hello there"}]}""";

    @Test
    void asksForChatsUnderItsKey() throws Exception {
        var got = bench.send(provider, bench.endpoint("/v1", "key-1"), Operation.CHAT, false, CHAT);

        assertThat(text(read(provider.protocol(), got))).isEqualTo("Echo: hello there");
        assertThat(bench.lastRequest().path()).isEqualTo("/v1/chat/completions");
        assertThat(bench.lastRequest().header("authorization")).contains("Bearer key-1");
        assertThat(bench.lastRequest().header("traceparent")).contains("00-1-2-01");
    }

    @Test
    void asksForResponses() throws Exception {
        var body = """
                {"model":"scripted-large","input":"hello there","stream":true}""";
        var got = bench.send(provider, bench.endpoint("/v1", "key-1"), Operation.RESPONSES, true, body);

        assertThat(bench.lastRequest().path()).isEqualTo("/v1/responses");
        assertThat(text(read("openai-responses", got))).isEqualTo("Echo: hello there");
    }

    @Test
    void embedsAndReranks() throws Exception {
        var endpoint = bench.endpoint("/v1", "key-1");

        var vectors = bench.send(provider, endpoint, Operation.EMBEDDINGS, false, """
                {"model":"e","input":"red car"}""");
        var order = bench.send(provider, endpoint, Operation.RERANK, false, """
                {"model":"r","query":"red car","documents":["a blue boat","the red car"]}""");

        assertThat(vectors.body()).contains("\"embedding\":[");
        assertThat(order.body()).contains("\"results\":[{\"index\":1");
    }

    @Test
    void listsModels() throws Exception {
        assertThat(provider.models(bench.endpoint("/v1/", null))).containsExactly("scripted-large", "scripted-small");
    }
}
