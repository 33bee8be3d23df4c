package dev.maru.gateway.provider.gemini;

import static dev.maru.gateway.provider.ProviderBench.read;
import static dev.maru.gateway.provider.ProviderBench.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.gateway.provider.Operation;
import dev.maru.gateway.provider.ProviderBench;
import dev.maru.testing.provider.Endpoint;
import dev.maru.testing.provider.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class GeminiProviderIT {
    private final ProviderBench bench = new ProviderBench();
    private final GeminiProvider provider = new GeminiProvider(bench.client());

    @AfterEach
    void close() {
        bench.close();
    }

    private static final String BODY = """
            {"contents":[{"role":"user","parts":[{"text":"hello there"}]}]}""";

    @Test
    void answersWholeAndStreamedUnderItsKey() throws Exception {
        var endpoint = bench.endpoint("/v1beta", "key-1");

        var whole = bench.send(provider, endpoint, Operation.CHAT, false, BODY);
        assertThat(bench.lastRequest().target()).isEqualTo("/v1beta/models/scripted-large:generateContent");
        var stream = bench.send(provider, endpoint, Operation.CHAT, true, BODY);

        assertThat(bench.lastRequest().target())
                .isEqualTo("/v1beta/models/scripted-large:streamGenerateContent?alt=sse");
        assertThat(bench.lastRequest().header("x-goog-api-key")).contains("key-1");
        assertThat(text(read(provider.protocol(), whole))).isEqualTo("Echo: hello there");
        assertThat(text(read(provider.protocol(), stream))).isEqualTo("Echo: hello there");
    }

    @Test
    void translatesEmbeddingsBothWays() throws Exception {
        var got = bench.send(provider, bench.endpoint("/v1beta", "key-1"), Operation.EMBEDDINGS, false, """
                {"model":"e","input":["red car","blue boat"],"dimensions":4}""");

        assertThat(bench.lastRequest().target()).isEqualTo("/v1beta/models/scripted-large:batchEmbedContents");
        assertThat(bench.lastRequest()
                        .json()
                        .at("/requests/1/outputDimensionality")
                        .asInt())
                .isEqualTo(4);
        var answer = JsonMapper.shared().readTree(got.body());
        assertThat(answer.at("/data/1/index").asInt()).isEqualTo(1);
        assertThat(answer.at("/data/1/embedding").size()).isEqualTo(4);
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(4);
    }

    @Test
    void tellsErrorsOfEmbeddingsInTheSameForm() throws Exception {
        bench.server().script(Endpoint.GEMINI_EMBEDDINGS, Reply.Status.of(429).withBody("""
                {"error":{"code":429,"message":"Too many.","status":"RESOURCE_EXHAUSTED"}}"""));

        var got = bench.send(provider, bench.endpoint("/v1beta", "key-1"), Operation.EMBEDDINGS, false, """
                {"model":"e","input":"red car"}""");

        assertThat(got.status()).isEqualTo(429);
        assertThat(got.body()).contains("\"type\":\"rate_limit_error\"", "Too many.");
    }

    @Test
    void readsAllPagesOfTheList() throws Exception {
        assertThat(provider.models(bench.endpoint("/v1beta", "key-1")))
                .containsExactly("scripted-large", "scripted-small");
    }
}
