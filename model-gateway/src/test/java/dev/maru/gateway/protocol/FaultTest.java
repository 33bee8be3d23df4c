package dev.maru.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What providers say went wrong, and how clients are told. */
class FaultTest {
    @ParameterizedTest(name = "{0}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            openai-chat | 400 | {"error":{"message":"This model's maximum context length is 128000 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}} | context_length_exceeded
            openai-chat | 400 | {"object":"error","message":"This model's maximum context length is 4096 tokens.","type":"BadRequestError","code":400} | context_length_exceeded
            openai-chat | 400 | {"error":{"code":"content_filter","message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation"}}} | content_filter
            openai-chat | 429 | {"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}} | insufficient_quota
            openai-chat | 404 | {"error":{"message":"No such model","type":"invalid_request_error","code":"model_not_found"}} | model_not_found
            openai-chat | 500 | oops | null
            mistral-chat | 422 | {"object":"error","message":{"detail":[{"type":"extra_forbidden"}]},"type":"invalid_request_error"} | null
            anthropic-messages | 400 | {"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 211543 tokens > 200000 maximum"}} | context_length_exceeded
            anthropic-messages | 400 | {"type":"error","error":{"type":"invalid_request_error","message":"Output blocked by content filtering policy"}} | content_filter
            anthropic-messages | 400 | {"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API."}} | insufficient_quota
            gemini | 400 | {"error":{"code":400,"message":"The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).","status":"INVALID_ARGUMENT"}} | context_length_exceeded
            gemini | 503 | [{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}] | null
            bedrock-converse | 400 | {"message":"Input is too long for requested model."} | context_length_exceeded
            """)
    void readsTheCode(String target, int status, String body, String code) {
        var fault = Protocols.target(target).fault(status, body.getBytes(StandardCharsets.UTF_8));

        assertThat(fault.status()).isEqualTo(status);
        assertThat(fault.message()).isNotBlank();
        assertThat(String.valueOf(fault.code())).isEqualTo(code);
    }

    @Test
    void whatAServerFoundInABodyIsTold() {
        var fault = Protocols.target("mistral-chat").fault(422, """
                {"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","x"]}]},"code":null}""".getBytes(StandardCharsets.UTF_8));

        assertThat(fault.message()).contains("extra_forbidden");
    }

    @ParameterizedTest
    @CsvSource({
        "400,invalid_request_error,invalid_request_error",
        "401,authentication_error,authentication_error",
        "402,insufficient_quota,billing_error",
        "403,permission_error,permission_error",
        "404,invalid_request_error,not_found_error",
        "413,invalid_request_error,request_too_large",
        "429,rate_limit_error,rate_limit_error",
        "500,server_error,api_error",
        "504,server_error,timeout_error",
        "529,server_error,overloaded_error"
    })
    void eachClientHasItsOwnWordForAStatus(int status, String ofOpenAi, String ofAnthropic) {
        var fault = fault(status, null);

        assertThat(error("openai-chat", fault).at("/error/type").stringValue()).isEqualTo(ofOpenAi);
        assertThat(error("openai-responses", fault).at("/error/type").stringValue())
                .isEqualTo(ofOpenAi);
        assertThat(error("anthropic-messages", fault).at("/error/type").stringValue())
                .isEqualTo(ofAnthropic);
        assertThat(error("anthropic-messages", fault).path("type").stringValue())
                .isEqualTo("error");
    }

    @Test
    void aFailedChatStreamIsNotDone() {
        var frames = frames("openai-chat");

        assertThat(frames).singleElement().satisfies(frame -> {
            assertThat(frame.name()).isNull();
            assertThat(frame.json().at("/error/message").stringValue()).isEqualTo("No.");
        });
    }

    @Test
    void aFailedStreamOfMessagesEndsWithAnEventOfErrors() {
        assertThat(frames("anthropic-messages")).singleElement().satisfies(frame -> {
            assertThat(frame.name()).isEqualTo("error");
            assertThat(frame.json().at("/error/type").stringValue()).isEqualTo("overloaded_error");
        });
    }

    @Test
    void aResponseThatFailsInItsMiddleSaysSoTwice() {
        var client = Protocols.client("openai-responses");
        var request = client.read(Json.MAPPER.readTree("""
                {"model":"m","input":"hi","stream":true}"""));
        var writer = client.writer(request, new ClientProtocol.AnswerHead("r1", "m", 1, true));
        var events = List.<AnswerEvent>of(
                new AnswerEvent.Started("a", "b"),
                new AnswerEvent.Text(0, "Hel"),
                new AnswerEvent.Failed(fault(529, null)));

        var frames = Frames.of(Frames.written(writer, events));

        assertThat(frames)
                .extracting(Frames.Frame::name)
                .endsWith("response.output_text.delta", "error", "response.failed")
                .doesNotContain("response.completed");
        assertThat(frames.getLast().json().at("/response/error/message").stringValue())
                .isEqualTo("No.");
        assertThat(frames.getLast().json().path("sequence_number").asInt()).isEqualTo(frames.size() - 1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            openai-chat | '' | {"error":{"message":"overloaded","type":"server_error","code":503}} | 503
            openai-chat | '' | {"object":"error","message":"bad","type":"BadRequestError","param":null,"code":400} | 400
            openai-responses | error | {"type":"error","code":"rate_limit_exceeded","message":"slow down","param":null,"sequence_number":3} | 429
            openai-responses | response.failed | {"type":"response.failed","response":{"status":"failed","error":{"code":"server_error","message":"bad"}}} | 0
            anthropic-messages | error | {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}} | 529
            gemini | '' | {"error":{"code":503,"message":"overloaded","status":"UNAVAILABLE"}} | 503
            bedrock-converse | throttlingException | {"message":"Too many requests"} | 429
            bedrock-converse | modelStreamErrorException | {"message":"bad","originalStatusCode":500} | 424
            """)
    void aStreamCanFailInItsMiddle(String target, String name, String data, int status) {
        var reader = Protocols.target(target).reader();
        var events = new ArrayList<AnswerEvent>();

        reader.event(name.isEmpty() ? null : name, data.getBytes(StandardCharsets.UTF_8), events::add);

        assertThat(events)
                .filteredOn(AnswerEvent.Failed.class::isInstance)
                .singleElement()
                .extracting(event -> ((AnswerEvent.Failed) event).fault().status())
                .isEqualTo(status);
        assertThat(reader.complete()).isFalse();
    }

    private static List<Frames.Frame> frames(String client) {
        var bytes = Protocols.client(client).errorFrames(fault(529, null));
        return Frames.of(new String(bytes, StandardCharsets.UTF_8));
    }

    private static JsonNode error(String client, ProviderFault fault) {
        return Json.MAPPER.readTree(Protocols.client(client).error(fault));
    }

    private static ProviderFault fault(int status, @Nullable String code) {
        return new ProviderFault(status, "No.", null, code, null);
    }
}
