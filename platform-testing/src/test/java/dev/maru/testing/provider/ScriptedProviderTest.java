package dev.maru.testing.provider;

import static dev.maru.testing.provider.ProviderClient.CHAT;
import static dev.maru.testing.provider.ProviderClient.STREAM;
import static dev.maru.testing.provider.ProviderClient.STREAM_WITH_USAGE;
import static dev.maru.testing.provider.ProviderClient.data;
import static dev.maru.testing.provider.ProviderClient.events;
import static dev.maru.testing.provider.ProviderClient.json;
import static dev.maru.testing.provider.ProviderClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.testing.provider.Billed.Outcome;
import dev.maru.testing.provider.Reply.Answer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedProviderTest {
    private final ScriptedProvider provider = ScriptedProvider.start();
    private final ProviderClient client = new ProviderClient(provider);

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void echoesTheLastUserMessageAndBillsItsWords() throws Exception {
        var response = client.chat(CHAT);

        var body = json(response);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(body.at("/choices/0/message/content").stringValue()).isEqualTo("Echo: hello there");
        assertThat(body.at("/choices/0/finish_reason").stringValue()).isEqualTo("stop");
        assertThat(body.at("/usage/prompt_tokens").asInt()).isEqualTo(2);
        assertThat(body.at("/usage/completion_tokens").asInt()).isEqualTo(3);
        assertThat(provider.billed())
                .containsExactly(new Billed(
                        1,
                        Endpoint.CHAT,
                        "key-1",
                        "scripted-large",
                        false,
                        Usage.of(2, 3),
                        Outcome.COMPLETED,
                        true,
                        null));
    }

    @Test
    void streamsRoleChunksFinishAndDone() throws Exception {
        var stream = client.chat(STREAM).body();

        var events = events(stream);
        assertThat(events.getFirst().at("/choices/0/delta/role").stringValue()).isEqualTo("assistant");
        assertThat(text(stream)).isEqualTo("Echo: hello there");
        assertThat(events.getLast().at("/choices/0/finish_reason").stringValue())
                .isEqualTo("stop");
        assertThat(events).noneMatch(event -> event.has("usage"));
        assertThat(data(stream)).endsWith("[DONE]").containsOnlyOnce("[DONE]");
        assertThat(provider.billed()).singleElement().matches(billed -> billed.streamed() && !billed.usageReported());
    }

    @Test
    void tellsTheUsageOfAStreamOnlyIfAsked() throws Exception {
        var events = events(client.chat(STREAM_WITH_USAGE).body());

        assertThat(events.getLast().path("choices")).isEmpty();
        assertThat(events.getLast().at("/usage/completion_tokens").asInt()).isEqualTo(3);
        assertThat(events.getFirst().path("usage").isNull()).isTrue();
        assertThat(provider.billed()).singleElement().matches(Billed::usageReported);
    }

    @Test
    void scriptedRepliesComeInOrderThenTheStandingOneThenTheDefault() throws Exception {
        provider.script(Answer.of("first"), Answer.of("second"));
        assertThat(client.chat(CHAT).body()).contains("first");
        assertThat(client.chat(CHAT).body()).contains("second");

        provider.always(Endpoint.CHAT, Answer.of("standing"));
        assertThat(client.chat(CHAT).body()).contains("standing");

        provider.reset();
        assertThat(client.chat(CHAT).body()).contains("Echo");
    }

    @Test
    void reportsTheUsageItIsTold() throws Exception {
        var usage = Usage.of(100, 50).withCached(40).withReasoning(20);
        provider.script(Answer.of("a", "b").withUsage(usage));

        var reported = json(client.chat(CHAT)).path("usage");

        assertThat(reported.at("/prompt_tokens_details/cached_tokens").asInt()).isEqualTo(40);
        assertThat(reported.at("/completion_tokens_details/reasoning_tokens").asInt())
                .isEqualTo(20);
        assertThat(reported.path("total_tokens").asInt()).isEqualTo(150);
        assertThat(provider.billed()).singleElement().extracting(Billed::usage).isEqualTo(usage);
    }

    @Test
    void keepsRequestsByteForByte() throws Exception {
        var odd = "{ \"model\":\"m\",\"x_unknown\" : 1.10, \"messages\":[{\"role\":\"user\",\"content\":\"하이\"}] }";

        client.chat(odd);

        var request = provider.lastRequest();
        assertThat(request.text()).isEqualTo(odd);
        assertThat(request.path()).isEqualTo("/v1/chat/completions");
        assertThat(request.header("CONTENT-type")).contains("application/json");
        assertThat(request.credential()).isEqualTo("key-1");
    }

    @Test
    void honoursLimitsAndChoices() throws Exception {
        var limited = json(client.chat(CHAT.replace("{\"model\"", "{\"max_tokens\":2,\"model\"")));
        assertThat(limited.at("/choices/0/message/content").stringValue()).isEqualTo("Echo: hello");
        assertThat(limited.at("/choices/0/finish_reason").stringValue()).isEqualTo("length");

        var two = events(
                client.chat(STREAM.replace("{\"model\"", "{\"n\":2,\"model\"")).body());
        assertThat(two.stream()
                        .filter(event -> event.at("/choices/0/finish_reason").isString()))
                .hasSize(2);
        assertThat(provider.billed().getLast().usage()).isEqualTo(Usage.of(2, 6));
    }

    @Test
    void refusesWhatIsNoRequest() throws Exception {
        var response = client.chat("{\"model\":");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/error/type").stringValue()).isEqualTo("invalid_request_error");
        assertThat(provider.billed()).isEmpty();
    }

    @Test
    void refusesAnotherKeyIfOneIsRequired() throws Exception {
        try (var strict = ScriptedProvider.start(ProviderOptions.defaults().withRequiredKey("key-2"))) {
            assertThat(new ProviderClient(strict).chat(CHAT).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void callsFunctionsInBothForms() throws Exception {
        var calls = Reply.ToolCalls.of(
                new Reply.ToolCall("call_1", "weather", "{\"city\":\"Seoul\"}"),
                new Reply.ToolCall("call_2", "time", "{}"));
        provider.script(calls, calls);

        var whole = json(client.chat(CHAT)).path("choices").path(0);
        assertThat(whole.at("/message/tool_calls/0/function/arguments").stringValue())
                .isEqualTo("{\"city\":\"Seoul\"}");
        assertThat(whole.path("finish_reason").stringValue()).isEqualTo("tool_calls");

        var arguments = new StringBuilder();
        var stream = events(client.chat(STREAM).body());
        for (var event : stream) {
            var call = event.at("/choices/0/delta/tool_calls/0");
            if (call.path("index").asInt(-1) == 0) {
                arguments.append(call.at("/function/arguments").stringValue());
            }
        }
        assertThat(arguments).hasToString("{\"city\":\"Seoul\"}");
        assertThat(stream.getLast().at("/choices/0/finish_reason").stringValue())
                .isEqualTo("tool_calls");
    }

    @Test
    void embedsTheSameInAllForms() throws Exception {
        var floats = json(client.post("/embeddings", """
                {"model":"e","input":["red car","red cars are cars"],"dimensions":8}"""));
        var base64 = json(client.post("/embeddings", """
                {"model":"e","input":"red car","dimensions":8,"encoding_format":"base64"}"""));

        var bytes = Base64.getDecoder().decode(base64.at("/data/0/embedding").stringValue());
        var decoded = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        assertThat(floats.at("/data/1/index").asInt()).isEqualTo(1);
        assertThat(IntStream.range(0, 8))
                .allMatch(i ->
                        decoded.get(i) == floats.at("/data/0/embedding/" + i).floatValue());
        assertThat(floats.at("/usage/total_tokens").asInt()).isEqualTo(6);
        assertThat(provider.billed()).extracting(Billed::usage).containsExactly(Usage.of(6, 0), Usage.of(2, 0));
    }

    @Test
    void listsModelsAndHealth() throws Exception {
        var list = json(client.get("/v1/models"));
        assertThat(list.path("data").valueStream().map(model -> model.path("id").stringValue()))
                .containsExactly("scripted-large", "scripted-small");
        assertThat(json(client.get("/v1/models/scripted-small")).path("object").stringValue())
                .isEqualTo("model");
        assertThat(client.get("/v1/models/no-such").statusCode()).isEqualTo(404);
        assertThat(client.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void speaksAnthropicMessages() throws Exception {
        var usage = Usage.of(100, 7).withCached(60).withCacheWrite(10);
        provider.script(
                Endpoint.MESSAGES,
                Answer.of("a", " b").withUsage(usage),
                Answer.of("a", " b").withUsage(usage));

        var whole = json(client.post("/messages", CHAT));
        assertThat(whole.at("/content/0/text").stringValue()).isEqualTo("a b");
        assertThat(whole.at("/usage/input_tokens").asInt()).isEqualTo(30);
        assertThat(whole.at("/usage/cache_read_input_tokens").asInt()).isEqualTo(60);

        var stream = events(client.post("/messages", STREAM).body());
        assertThat(stream)
                .extracting(event -> event.path("type").stringValue())
                .containsExactly(
                        "message_start",
                        "content_block_start",
                        "ping",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
        assertThat(stream.getFirst().at("/message/usage/output_tokens").asInt()).isEqualTo(1);
        assertThat(stream.get(6).at("/usage/output_tokens").asInt()).isEqualTo(7);
        assertThat(provider.billed()).extracting(Billed::usage).containsExactly(usage, usage);
    }

    @Test
    void speaksResponses() throws Exception {
        var usage = Usage.of(100, 7).withCached(60).withReasoning(3);
        provider.script(Endpoint.RESPONSES, Answer.of("a", " b").withUsage(usage), Answer.of("a", " b"));

        var whole = json(client.post("/responses", """
                {"model":"m","input":"hi"}"""));
        var stream = events(client.post("/responses", """
                        {"model":"m","stream":true,"input":[{"role":"user","content":"hi"}]}""").body());

        assertThat(whole.at("/output/0/content/0/text").stringValue()).isEqualTo("a b");
        assertThat(whole.at("/usage/output_tokens_details/reasoning_tokens").asInt())
                .isEqualTo(3);
        assertThat(stream.getLast().path("type").stringValue()).isEqualTo("response.completed");
        assertThat(IntStream.range(0, stream.size()))
                .allMatch(i -> stream.get(i).path("sequence_number").asInt() == i);
    }

    @Test
    void speaksGenerateContent() throws Exception {
        provider.script(
                Endpoint.GEMINI, Answer.of("a", " b").withUsage(Usage.of(10, 7).withReasoning(3)));
        var body = """
                {"contents":[{"role":"user","parts":[{"text":"hello there"}]}]}""";

        var whole = json(client.post("/models/m:generateContent", body));
        var stream = events(
                client.post("/models/m:streamGenerateContent?alt=sse", body).body());

        assertThat(whole.at("/candidates/0/content/parts/0/text").stringValue()).isEqualTo("a b");
        assertThat(whole.at("/usageMetadata/candidatesTokenCount").asInt()).isEqualTo(4);
        assertThat(whole.at("/usageMetadata/thoughtsTokenCount").asInt()).isEqualTo(3);
        assertThat(stream.getFirst().at("/candidates/0/content/parts/0/text").stringValue())
                .isEqualTo("Echo:");
        assertThat(stream.getLast().at("/candidates/0/finishReason").stringValue())
                .isEqualTo("STOP");
    }

    @Test
    void speaksConverse() throws Exception {
        var whole = json(client.post("/model/a.b-v1%3A0/converse", """
                {"messages":[{"role":"user","content":[{"text":"hello there"}]}]}"""));

        assertThat(whole.at("/output/message/content/0/text").stringValue()).isEqualTo("Echo: hello there");
        assertThat(provider.billed()).singleElement().extracting(Billed::model).isEqualTo("a.b-v1:0");
    }

    @Test
    void ordersDocumentsByWordsInCommon() throws Exception {
        var order = json(client.post("/rerank", """
                {"model":"r","query":"red car","documents":["blue boat","a red car","red"],"top_n":2}"""));

        assertThat(order.path("results").size()).isEqualTo(2);
        assertThat(order.at("/results/0/index").asInt()).isEqualTo(1);
    }

    @Test
    void theFixedReplyIsReadByAnyClientAndCounted() throws Exception {
        try (var fixed = ScriptedProvider.start(ProviderOptions.defaults().withFixedReply())) {
            var fast = new ProviderClient(fixed);
            assertThat(json(fast.chat(CHAT)).at("/usage/completion_tokens").asInt())
                    .isEqualTo(20);
            assertThat(data(fast.chat(STREAM).body())).endsWith("[DONE]");
            assertThat(json(fast.get("/_log")).path("fixedReplies").asInt()).isEqualTo(2);
        }
    }

    @Test
    void tellsItsBillingLogOverHttp() throws Exception {
        client.chat(CHAT);

        var log = json(client.get("/_log"));

        assertThat(log.path("requests").asInt()).isEqualTo(1);
        assertThat(log.at("/billed/0/usage/output").asInt()).isEqualTo(3);
        assertThat(log.at("/billed/0/outcome").stringValue()).isEqualTo("COMPLETED");
    }
}
