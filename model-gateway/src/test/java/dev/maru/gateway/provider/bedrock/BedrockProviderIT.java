package dev.maru.gateway.provider.bedrock;

import static dev.maru.gateway.provider.ProviderBench.read;
import static dev.maru.gateway.provider.ProviderBench.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.gateway.protocol.AnswerEvent;
import dev.maru.gateway.provider.Operation;
import dev.maru.gateway.provider.ProviderBench;
import dev.maru.testing.provider.Endpoint;
import dev.maru.testing.provider.Reply;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BedrockProviderIT {
    private final ProviderBench bench = new ProviderBench();
    private final BedrockProvider provider = new BedrockProvider(bench.client());

    @AfterEach
    void close() {
        bench.close();
    }

    private static final String BODY = """
            {"messages":[{"role":"user","content":[{"text":"hello there"}]}]}""";
    private static final String ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    @Test
    void answersWholeAndStreamedUnderAnApiKey() throws Exception {
        var endpoint = bench.endpoint("", "bedrock-api-key-1");

        var whole = bench.send(provider, endpoint, Operation.CHAT, false, BODY);
        assertThat(bench.lastRequest().path()).isEqualTo("/model/scripted-large/converse");
        var stream = bench.send(provider, endpoint, Operation.CHAT, true, BODY);

        assertThat(bench.lastRequest().path()).isEqualTo("/model/scripted-large/converse-stream");
        assertThat(bench.lastRequest().header("authorization")).contains("Bearer bedrock-api-key-1");
        assertThat(stream.contentType()).isEqualTo("text/event-stream");
        assertThat(text(read(provider.protocol(), whole))).isEqualTo("Echo: hello there");
        assertThat(text(read(provider.protocol(), stream))).isEqualTo("Echo: hello there");
    }

    @Test
    void signsWithAnAccessKey() throws Exception {
        bench.send(provider, bench.endpoint("", ACCESS_KEY + ":session-1"), Operation.CHAT, false, BODY);

        var request = bench.lastRequest();
        assertThat(request.header("authorization").orElse(""))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/")
                .contains("/us-east-1/bedrock/aws4_request", "SignedHeaders=", "host");
        assertThat(request.header("x-amz-security-token")).contains("session-1");
        assertThat(request.header("x-amz-date")).isPresent();
        assertThat(request.header("host"))
                .contains("127.0.0.1:" + bench.server().port());
    }

    @Test
    void theSignatureIsThatOfTheRequestAsItArrived() throws Exception {
        bench.send(provider, bench.endpoint("", ACCESS_KEY), Operation.CHAT, false, BODY, "eu.anthropic.claude-v1:0");

        var request = bench.lastRequest();
        assertThat(request.path()).isEqualTo("/model/eu.anthropic.claude-v1%3A0/converse");
        assertThat(request.header("authorization").orElse(""))
                .endsWith("Signature=" + Signature.of(request, ACCESS_KEY));
    }

    @Test
    void aFailureWithinAStreamIsAnEvent() throws Exception {
        bench.server().script(Endpoint.CONVERSE, new Reply.ErrorAfter(1, Reply.Answer.of("a", "b")));

        var got = bench.send(provider, bench.endpoint("", "key"), Operation.CHAT, true, BODY);

        assertThat(read(provider.protocol(), got))
                .filteredOn(AnswerEvent.Failed.class::isInstance)
                .singleElement()
                .extracting(event -> ((AnswerEvent.Failed) event).fault().status())
                .isEqualTo(503);
    }

    @Test
    void listsModelsAndProfiles() throws Exception {
        assertThat(provider.models(bench.endpoint("", ACCESS_KEY)))
                .containsExactly("scripted-large", "scripted-small", "eu.scripted");
    }

    @Test
    void theRegionStandsInTheHost() {
        assertThat(Region.of(URI.create("https://bedrock-runtime.eu-central-1.amazonaws.com")))
                .isEqualTo("eu-central-1");
        assertThat(Region.of(URI.create("https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com")))
                .isEqualTo("us-gov-west-1");
        assertThat(Region.of(URI.create("https://vpce-1.bedrock-runtime.ap-northeast-2.vpce.amazonaws.com")))
                .isEqualTo("ap-northeast-2");
        assertThat(Region.of(URI.create("http://localhost:4566"))).isEqualTo("us-east-1");
    }
}
