package dev.maru.ui.playground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.prompts.content.ChatEntry;
import dev.maru.prompts.content.ChatRole;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptConfig;
import org.junit.jupiter.api.Test;

class KeptRequestTest {
    @Test
    void takesMessagesWordForWordAndParametersApart() {
        var kept = KeptRequest.read("""
                        {"model":"gpt-5","stream":true,"stream_options":{},"temperature":0.5,
                         "messages":[{"role":"user","content":"What is {{#this}}?"}]}""").orElseThrow();
        assertThat(((PromptBody.Chat) kept.body()).entries())
                .containsExactly(ChatEntry.Message.of(ChatRole.USER, "What is {{#this}}?"));
        assertThat(kept.config()).isEqualTo(PromptConfig.parse("{\"temperature\":0.5}"));
    }

    @Test
    void isEmptyWhereTheTextWasCut() {
        assertThat(KeptRequest.read("{\"messages\":[{\"role\":\"us")).isEmpty();
        assertThat(KeptRequest.read("[]")).isEmpty();
        assertThat(KeptRequest.read("{\"messages\":[]}")).isEmpty();
    }
}
