package dev.maru.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.gateway.CallForm;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FormWordsTest {
    private static RequestEnvelope read(CallForm form, String json) {
        return RequestEnvelope.parse(form, json.getBytes(StandardCharsets.UTF_8));
    }

    private static String prefix(RequestEnvelope envelope) {
        return String.valueOf(PromptPrefix.of(envelope, new UpstreamRequest(envelope, null)));
    }

    @Test
    void findsStructureAndEffortInEveryProtocol() {
        var chat = read(CallForm.CHAT, """
                {"model":"m","messages":[],"response_format":{"type":"json_schema"},"reasoning_effort":"low"}""");
        var responses = read(CallForm.RESPONSES, """
                {"model":"m","input":"Hi","text":{"format":{"type":"json_schema"}},"reasoning":{"effort":"low"}}""");
        var messages = read(CallForm.MESSAGES, """
                {"model":"m","messages":[],"output_config":{"format":{"type":"json_schema"},"effort":"low"}}""");

        for (var envelope : new RequestEnvelope[] {chat, responses, messages}) {
            assertThat(FormWords.structured(envelope)).as("%s", envelope.form()).isTrue();
            assertThat(FormWords.effort(envelope)).as("%s", envelope.form()).isEqualTo("low");
        }
    }

    @Test
    void takesPlainTextForNoStructureAndThinkingForMuchEffort() {
        var plain = read(CallForm.CHAT, "{\"model\":\"m\",\"messages\":[],\"response_format\":{\"type\":\"text\"}}");
        var thinking = read(
                CallForm.MESSAGES,
                "{\"model\":\"m\",\"messages\":[],\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048}}");

        assertThat(FormWords.structured(plain)).isFalse();
        assertThat(FormWords.effort(plain)).isNull();
        assertThat(FormWords.effort(thinking)).isEqualTo("high");
    }

    @Test
    void seesHowAPromptBeginsInEveryProtocol() {
        var responses = read(CallForm.RESPONSES, "{\"model\":\"m\",\"instructions\":\"Be brief.\",\"input\":\"Hi\"}");
        var items = read(
                CallForm.RESPONSES,
                "{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"user\",\"content\":\"More\"}]}");
        var messages = read(
                CallForm.MESSAGES,
                "{\"model\":\"m\",\"system\":\"Be brief.\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");

        assertThat(prefix(responses)).isEqualTo("system\nBe brief.\nuser\nHi\n").isEqualTo(prefix(messages));
        assertThat(prefix(items)).isEqualTo("user\nHi\n");
    }
}
