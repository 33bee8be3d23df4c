package dev.maru.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.gateway.protocol.AnswerEvent.FinishReason;
import dev.maru.gateway.protocol.ClientProtocol.AnswerHead;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The corners of translations. */
class TranslationTest {
    private static final AnswerHead HEAD = new AnswerHead("r1", "m", 1, false);

    private static ModelRequest chat(String body) {
        return Protocols.client("openai-chat").read(Json.MAPPER.readTree(body));
    }

    private static JsonNode body(ModelRequest request, String target, String model) {
        return Protocols.target(target).write(request, model).body();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            openai-responses | {"model":"m","input":"a","previous_response_id":"resp_1"} | previous_response_id
            openai-responses | {"model":"m","input":"a","conversation":"conv_1"} | conversation
            openai-responses | {"model":"m","input":"a","store":true} | store
            openai-responses | {"model":"m","input":"a","background":true} | background
            openai-responses | {"model":"m","input":"a","tools":[{"type":"web_search"}]} | tools
            openai-responses | {"model":"m","input":[{"type":"item_reference","id":"msg_1"}]} | input[0]
            openai-responses | {"model":"m"} | input
            openai-chat | {"messages":[{"role":"user","content":"a"}]} | model
            openai-chat | {"model":"m","messages":[]} | messages
            openai-chat | {"model":"m","messages":[{"role":"robot","content":"a"}]} | messages[0]
            openai-chat | {"model":"m","messages":[{"role":"user","content":"a"}],"temperature":"hot"} | temperature
            openai-chat | {"model":"m","messages":[{"role":"user","content":[{"type":"video_url"}]}]} | messages[0].content[0]
            anthropic-messages | {"model":"m","messages":[{"role":"user","content":"a"}]} | max_tokens
            anthropic-messages | {"model":"m","max_tokens":5,"messages":[{"role":"user","content":"a"}],"tools":[{"type":"bash_20250124","name":"bash"}]} | tools
            """)
    void refusesWhatItCannotCarryAndNamesTheField(String client, String body, String field) {
        assertThatThrownBy(() -> Protocols.client(client).read(Json.MAPPER.readTree(body)))
                .isInstanceOf(ProtocolException.class)
                .extracting(e -> ((ProtocolException) e).field())
                .isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({"anthropic-messages", "openai-responses", "bedrock-converse"})
    void oneAnswerIsNotSeveral(String target) {
        var request = chat("""
                {"model":"m","n":2,"messages":[{"role":"user","content":"a"}]}""");

        assertThatThrownBy(() -> body(request, target, "m"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("several times");
    }

    @ParameterizedTest
    @CsvSource({"anthropic-messages", "openai-responses", "bedrock-converse"})
    void soundIsNotLeftOutInSilence(String target) {
        var request = chat("""
                {"model":"m","messages":[{"role":"user","content":[
                 {"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}]}]}""");

        assertThatThrownBy(() -> body(request, target, "m"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("transcript");
        assertThat(body(request, "gemini", "gemini-3-pro")
                        .at("/contents/0/parts/0/inlineData/mimeType")
                        .stringValue())
                .isEqualTo("audio/wav");
    }

    @Test
    void fieldsThatChangeTheQuestionAreNotDropped() {
        var request = chat("""
                {"model":"m","web_search_options":{},"messages":[{"role":"user","content":"a"}]}""");

        assertThatThrownBy(() -> body(request, "gemini", "gemini-3-pro"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("web_search_options");
        assertThat(body(request, "openai-chat", "m").has("web_search_options")).isTrue();
    }

    @Test
    void anthropicGetsALimitAndRolesInTurn() {
        var body = body(chat("""
                {"model":"m","messages":[{"role":"system","content":"s"},{"role":"user","content":"a"},
                 {"role":"assistant","content":""},{"role":"user","content":"b"},{"role":"system","content":"t"}]}"""), "anthropic-messages", "claude-sonnet-5");

        assertThat(body.path("max_tokens").asInt()).isEqualTo(4096);
        assertThat(body.path("system").size()).isEqualTo(2);
        assertThat(body.path("messages").size()).isEqualTo(1);
        assertThat(body.at("/messages/0/content").size()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0} thinks by {1}")
    @CsvSource({
        "claude-sonnet-4-5-20250929,budget",
        "claude-3-7-sonnet-latest,budget",
        "claude-opus-4-1,budget",
        "claude-sonnet-4-20250514,budget",
        "claude-haiku-4-5,budget",
        "eu.anthropic.claude-sonnet-4-5-20250929-v1:0,budget",
        "claude-opus-4-6,effort",
        "claude-sonnet-5,effort",
        "claude-opus-4-10,effort"
    })
    void claudeIsToldInItsOwnWayToThink(String model, String by) {
        var body = body(chat("""
                {"model":"m","reasoning_effort":"high","messages":[{"role":"user","content":"a"}]}"""), "anthropic-messages", model);

        assertThat(body.at("/thinking/type").stringValue()).isEqualTo(by.equals("budget") ? "enabled" : "adaptive");
        if (by.equals("budget")) {
            assertThat(body.path("max_tokens").asLong())
                    .isGreaterThan(body.at("/thinking/budget_tokens").asLong());
        }
    }

    @Test
    void claudeDoesNotThinkWhereItMustCallATool() {
        var outgoing = Protocols.target("anthropic-messages").write(chat("""
                {"model":"m","reasoning_effort":"high","tool_choice":"required","messages":[{"role":"user","content":"a"}],
                 "tools":[{"type":"function","function":{"name":"f"}}]}"""), "claude-sonnet-5");

        assertThat(outgoing.body().has("thinking")).isFalse();
        assertThat(outgoing.dropped()).contains("reasoning_effort");
        assertThat(outgoing.body().at("/tool_choice/type").stringValue()).isEqualTo("any");
    }

    @Test
    void openAiIsSparedWhatItRefuses() {
        var outgoing = Protocols.target("openai-chat").write(chat("""
                {"model":"m","max_tokens":9,"temperature":0.1,"stop":"x","messages":[
                 {"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}]},
                 {"role":"assistant","content":"b","reasoning_content":"hm"},{"role":"user","content":"c"}]}"""), "gpt-5.2");

        assertThat(outgoing.dropped())
                .containsExactlyInAnyOrder("cache_control", "reasoning_content", "temperature", "stop");
        assertThat(outgoing.body().path("max_completion_tokens").asInt()).isEqualTo(9);
        assertThat(outgoing.body().at("/messages/0/content").stringValue()).isEqualTo("a");
    }

    @Test
    void onlyModelsThatThinkAreToldHowMuch() {
        var request = chat("""
                {"model":"m","reasoning_effort":"high","messages":[{"role":"user","content":"a"}]}""");

        assertThat(body(request, "openai-chat", "gpt-4o").has("reasoning_effort"))
                .isFalse();
        assertThat(body(request, "openai-chat", "gpt-5.2").has("reasoning_effort"))
                .isTrue();
        assertThat(body(request, "openai-chat", "openai/gpt-oss-120b").has("reasoning_effort"))
                .isTrue();
        assertThat(body(request, "openai-responses", "gpt-4.1").has("reasoning"))
                .isFalse();
    }

    @Test
    void picturesFromToolsFollowTheirResultsInAChat() {
        var request = Protocols.client("anthropic-messages").read(Json.MAPPER.readTree("""
                {"model":"m","max_tokens":5,"messages":[{"role":"user","content":"look"},
                 {"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"see","input":{}}]},
                 {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":[
                  {"type":"text","text":"here"},{"type":"image","source":{"type":"url","url":"https://x/y.png"}}]}]}]}"""));

        var messages = body(request, "openai-chat", "qwen").path("messages");

        assertThat(messages.get(2).path("role").stringValue()).isEqualTo("tool");
        assertThat(messages.get(2).path("content").stringValue()).isEqualTo("here");
        assertThat(messages.get(3).at("/content/0/image_url/url").stringValue()).isEqualTo("https://x/y.png");
    }

    @Test
    void geminiTakesCallsThatOthersMade() {
        var request = chat("""
                {"model":"m","messages":[{"role":"user","content":"a"},{"role":"assistant","tool_calls":[
                 {"id":"c1","function":{"name":"f","arguments":"{}"}},{"id":"c2","function":{"name":"g","arguments":"no"}}]},
                 {"role":"tool","tool_call_id":"c2","content":"two"},{"role":"tool","tool_call_id":"c1","content":"one"}]}""");

        var newer = body(request, "gemini", "gemini-3-flash").path("contents");
        var older = body(request, "gemini", "gemini-2.5-flash").path("contents");

        assertThat(newer.at("/1/parts/0/thoughtSignature").stringValue()).isEqualTo("skip_thought_signature_validator");
        assertThat(newer.get(1).path("parts").get(1).has("thoughtSignature")).isFalse();
        assertThat(older.get(1).path("parts").get(0).has("thoughtSignature")).isFalse();
        assertThat(newer.at("/2/parts/0/functionResponse/name").stringValue()).isEqualTo("g");
        assertThat(newer.at("/2/parts/0/functionResponse/response/result").stringValue())
                .isEqualTo("two");
    }

    @Test
    void noProviderIsSentWhatAnotherSigned() {
        var request = chat("""
                {"model":"m","messages":[{"role":"user","content":"a"},
                 {"role":"assistant","content":"b","thinking_blocks":[
                  {"type":"thinking","thinking":"x","signature":"gemini.g"},
                  {"type":"thinking","thinking":"y","signature":"gAAAAo"},
                  {"type":"thinking","thinking":"z","signature":"Ec"}]},{"role":"user","content":"c"}]}""");

        assertThat(body(request, "anthropic-messages", "claude-sonnet-5").toString())
                .contains("\"signature\":\"Ec\"")
                .doesNotContain("gemini.g", "gAAAAo");
        assertThat(body(request, "bedrock-converse", "anthropic.claude").toString())
                .contains("\"signature\":\"Ec\"")
                .doesNotContain("gemini.g", "gAAAAo");
        assertThat(body(request, "gemini", "gemini-3-pro").toString())
                .contains("\"thoughtSignature\":\"g\"")
                .doesNotContain("gAAAAo", "Ec");
        assertThat(body(request, "openai-responses", "gpt-5.2").toString())
                .contains("\"encrypted_content\":\"gAAAAo\"")
                .doesNotContain("gemini.g");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "gemini,STOP,STOP",
        "gemini,MAX_TOKENS,LENGTH",
        "gemini,SAFETY,CONTENT_FILTER",
        "gemini,RECITATION,CONTENT_FILTER",
        "gemini,OTHER,STOP",
        "anthropic-messages,end_turn,STOP",
        "anthropic-messages,stop_sequence,STOP",
        "anthropic-messages,pause_turn,STOP",
        "anthropic-messages,max_tokens,LENGTH",
        "anthropic-messages,model_context_window_exceeded,LENGTH",
        "anthropic-messages,refusal,CONTENT_FILTER",
        "bedrock-converse,guardrail_intervened,CONTENT_FILTER",
        "bedrock-converse,max_tokens,LENGTH",
        "bedrock-converse,end_turn,STOP",
        "openai-chat,stop,STOP",
        "openai-chat,length,LENGTH",
        "openai-chat,content_filter,CONTENT_FILTER"
    })
    void readsWhyAnAnswerEnded(String target, String word, FinishReason reason) {
        var body = switch (target) {
            case "gemini" -> "{\"candidates\":[{\"finishReason\":\"" + word + "\"}]}";
            case "anthropic-messages" -> "{\"content\":[],\"stop_reason\":\"" + word + "\"}";
            case "bedrock-converse" -> "{\"output\":{},\"stopReason\":\"" + word + "\"}";
            default -> "{\"choices\":[{\"message\":{},\"finish_reason\":\"" + word + "\"}]}";
        };

        assertThat(Frames.whole(Protocols.target(target), body.getBytes(StandardCharsets.UTF_8)))
                .contains(new AnswerEvent.Finished(0, reason));
    }

    @Test
    void aBlockedPromptIsAnAnswerThatWasFiltered() {
        var events = Frames.whole(Protocols.target("gemini"), """
                {"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":4}}""".getBytes(StandardCharsets.UTF_8));

        assertThat(events).contains(new AnswerEvent.Finished(0, FinishReason.CONTENT_FILTER));
    }

    @Test
    void severalAnswersKeepTheirNumbers() {
        var events = Frames.whole(Protocols.target("gemini"), """
                {"candidates":[{"index":0,"content":{"parts":[{"text":"a"}]},"finishReason":"STOP"},
                 {"index":1,"content":{"parts":[{"text":"b"}]},"finishReason":"MAX_TOKENS"}]}""".getBytes(StandardCharsets.UTF_8));
        var request = chat("""
                {"model":"m","n":2,"messages":[{"role":"user","content":"a"}]}""");

        var written = Json.MAPPER.readTree(
                Frames.written(Protocols.client("openai-chat").writer(request, HEAD), events));

        assertThat(written.at("/choices/1/message/content").stringValue()).isEqualTo("b");
        assertThat(written.at("/choices/1/finish_reason").stringValue()).isEqualTo("length");
    }

    @Test
    void usageIsOnlyStreamedToWhoAskedForIt() {
        var request = chat("""
                {"model":"m","stream":true,"messages":[{"role":"user","content":"a"}]}""");
        var events = List.<AnswerEvent>of(
                new AnswerEvent.Text(0, "a"),
                new AnswerEvent.Finished(0, FinishReason.STOP),
                new AnswerEvent.Used(new Usage(1, 0, 0, 0, 0, 1, 0, 0, null)));

        var stream = Frames.written(Protocols.client("openai-chat").writer(request, HEAD), events);

        assertThat(stream).doesNotContain("usage").endsWith("data: [DONE]\n\n");
    }

    @Test
    void callsWithoutNumbersOfTheirOwnAreTold() {
        var events = Frames.events(Protocols.target("openai-chat"), """
                data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}]}}]}

                data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"b","function":{"name":"g","arguments":"{}"}}]},"finish_reason":"stop"}]}

                """);

        assertThat(events)
                .contains(
                        new AnswerEvent.ToolCallBegun(0, 0, "a", "f", null),
                        new AnswerEvent.ToolCallBegun(0, 1, "b", "g", null),
                        new AnswerEvent.Finished(0, FinishReason.TOOL_CALLS));
    }

    @ParameterizedTest
    @CsvSource({"openai-chat", "openai-responses", "anthropic-messages", "gemini", "bedrock-converse"})
    void whatIsNoObjectIsNoAnswer(String target) {
        for (var body : List.of("[]", "\"a\"", "{\"a\":", "")) {
            assertThatThrownBy(() -> Frames.whole(Protocols.target(target), body.getBytes(StandardCharsets.UTF_8)))
                    .as("%s", body)
                    .isInstanceOf(JacksonException.class);
            assertThatThrownBy(() -> Protocols.target(target)
                            .reader()
                            .event("x", body.getBytes(StandardCharsets.UTF_8), _ -> {}))
                    .as("%s", body)
                    .isInstanceOf(JacksonException.class);
        }
    }

    @Test
    void unknownEventsAndFieldsAreNoTrouble() {
        for (var target : List.of("openai-responses", "anthropic-messages", "bedrock-converse", "gemini")) {
            var reader = Protocols.target(target).reader();
            reader.event("tomorrow", "{\"type\":\"tomorrow\",\"x\":[1]}".getBytes(StandardCharsets.UTF_8), _ -> {});
            assertThat(reader.complete()).as(target).isFalse();
        }
    }
}
