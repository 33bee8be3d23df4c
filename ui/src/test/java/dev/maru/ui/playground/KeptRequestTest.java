package dev.maru.ui.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.gateway.protocol.ProtocolException;
import dev.maru.prompts.content.ChatEntry;
import dev.maru.prompts.content.ChatRole;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.prompts.content.PromptJson;
import org.junit.jupiter.api.Test;

class KeptRequestTest {
    @Test
    void takesMessagesWordForWordAndParametersApart() {
        var kept = KeptRequest.read("openai-chat", """
                        {"model":"gpt-5","stream":true,"stream_options":{},"temperature":0.5,
                         "messages":[{"role":"user","content":"What is {{#this}}?"}]}""").orElseThrow();
        assertThat(((PromptBody.Chat) kept.body()).entries())
                .containsExactly(ChatEntry.Message.of(ChatRole.USER, "What is {{#this}}?"));
        assertThat(kept.config()).isEqualTo(PromptConfig.parse("{\"temperature\":0.5}"));
    }

    @Test
    void isEmptyWhereTheTextWasCut() {
        assertThat(KeptRequest.read("openai-chat", "{\"messages\":[{\"role\":\"us"))
                .isEmpty();
        assertThat(KeptRequest.read("openai-chat", "[]")).isEmpty();
        assertThat(KeptRequest.read("openai-chat", "{\"messages\":[]}")).isEmpty();
    }

    @Test
    void readsAResponsesCallAsAChat() {
        var kept = KeptRequest.read("openai-responses", """
                        {"model":"gpt-5","stream":true,"instructions":"Be brief.","max_output_tokens":50,
                         "reasoning":{"effort":"low"},"truncation":"auto",
                         "input":[{"role":"user","content":[{"type":"input_text","text":"What is {{this}}?"}]},
                          {"type":"function_call","call_id":"c1","name":"look","arguments":"{\\"a\\":1}"},
                          {"type":"function_call_output","call_id":"c1","output":"A hall."}]}""").orElseThrow();
        var entries = ((PromptBody.Chat) kept.body()).entries();
        assertThat(entries)
                .extracting(entry -> ((ChatEntry.Message) entry).role())
                .containsExactly(ChatRole.SYSTEM, ChatRole.USER, ChatRole.ASSISTANT, ChatRole.TOOL);
        assertThat(PromptJson.write(kept.body()).toString()).contains("Be brief.", "What is {{this}}?", "\"look\"");
        assertThat(kept.config().json().node().toString())
                .contains("50", "\"low\"")
                .doesNotContain("stream", "gpt-5", "instructions");
        assertThat(kept.lost()).containsExactly("truncation");
    }

    @Test
    void readsAMessagesCallAsAChat() {
        var kept = KeptRequest.read("anthropic-messages", """
                        {"model":"claude-sonnet-4-5","max_tokens":64,"system":"Be brief.","temperature":0.5,"top_k":5,
                         "tools":[{"name":"look","input_schema":{"type":"object"}}],
                         "messages":[{"role":"user","content":"What is Maru?"}]}""").orElseThrow();
        assertThat(PromptJson.write(kept.body()).toString()).contains("Be brief.", "What is Maru?");
        assertThat(kept.config().json().node().path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(kept.config().json().node().path("tools").toString()).contains("look");
        assertThat(kept.config().json().node().toString()).contains("64");
    }

    @Test
    void saysWhyACallCannotBeSaidAsAChat() {
        assertThatThrownBy(() -> KeptRequest.read("openai-responses", """
                        {"model":"gpt-5","input":"Hello","tools":[{"type":"web_search"}]}"""))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("only functions");
        assertThat(KeptRequest.read("openai-embeddings", "{\"model\":\"x\",\"input\":\"Hello\"}"))
                .isEmpty();
    }
}
