package dev.maru.gateway.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SpanReaderTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long START = Payloads.NOW.getEpochSecond() * 1_000_000_000;

    @Test
    void readsLangfuse() {
        var span = Payloads.read("langfuse", 1_000).getFirst();

        assertThat(span.traceId()).isEqualTo("5b8efff798038103d269b633813fc60c");
        assertThat(span.spanId()).isEqualTo("eee19b7ec3c1b174");
        assertThat(span.parentSpanId()).isEqualTo("eee19b7ec3c1b173");
        assertThat(span.name()).isEqualTo("answer");
        assertThat(span.traceName()).isEqualTo("support chat");
        assertThat(span.kind()).isEqualTo(SpanKind.LLM);
        assertThat(span.service()).isEqualTo("shop");
        assertThat(span.startedAt()).isEqualTo(Instant.ofEpochSecond(1_795_600_000, 1_000));
        assertThat(span.durationUs()).isEqualTo(1_500_000);
        assertThat(span.status()).isEqualTo(SpanStatus.ERROR);
        assertThat(span.statusMessage()).isEqualTo("the order was not found");
        assertThat(span.model()).isEqualTo("gpt-5-mini");
        assertThat(span.inputTokens()).isEqualTo(42);
        assertThat(span.outputTokens()).isEqualTo(7);
        assertThat(span.sessionId()).isEqualTo("session-7");
        assertThat(span.endUser()).isEqualTo("kim");
        assertThat(span.promptName()).isEqualTo("support/answer");
        assertThat(span.promptVersion()).isEqualTo(3);
        assertThat(content(span).input()).contains("Where is my order?");
        assertThat(content(span).output()).isEqualTo("On its way.");
        var attributes = json(span.attributes());
        assertThat(attributes.path("langfuse.trace.tags")).isEqualTo(JSON.valueToTree(List.of("beta", "web")));
        assertThat(attributes.path("resource.langfuse.environment").asString()).isEqualTo("staging");
        assertThat(attributes.path("scope.name").asString()).isEqualTo("langfuse-sdk");
        assertThat(attributes.has("resource.process.pid")).isFalse();
        assertThat(span.attributes()).doesNotContain("Where is my order?").doesNotContain("On its way.");
    }

    @Test
    void readsTheConventionsForGenerativeAi() {
        var span = Payloads.read("gen-ai", 1_000).getFirst();

        assertThat(span.parentSpanId()).isNull();
        assertThat(span.kind()).isEqualTo(SpanKind.LLM);
        assertThat(span.model()).isEqualTo("claude-sonnet-5");
        assertThat(span.provider()).isEqualTo("anthropic");
        assertThat(span.inputTokens()).isEqualTo(120);
        assertThat(span.outputTokens()).isEqualTo(30);
        assertThat(span.sessionId()).isEqualTo("conversation-1");
        assertThat(span.promptName()).isEqualTo("plan");
        assertThat(span.status()).isEqualTo(SpanStatus.ERROR);
        assertThat(span.statusMessage()).isEqualTo("too slow");
        assertThat(json(span.attributes()).path("gen_ai.request.temperature").asDouble())
                .isEqualTo(0.2);
        assertThat(json(span.attributes()).path("span.kind").asString()).isEqualTo("client");
        assertThat(json(span.events()))
                .isEqualTo(JSON.valueToTree(List.of(Map.of(
                        "name", "exception", "atUs", 100_000, "attributes", Map.of("exception.type", "Timeout")))));
        assertThat(content(span).input()).isEqualTo("[{\"role\":\"user\",\"parts\":[]}]");
        assertThat(content(span).output()).isEqualTo("[{\"role\":\"assistant\"}]");
        var other = json(content(span).other());
        assertThat(other.path("gen_ai.system_instructions").asString()).isEqualTo("Be short.");
        assertThat(other.at("/events/0/content").asString()).isEqualTo("secret question");
    }

    @Test
    void readsOlderNamesAndPutsMessagesTogether() {
        var span = Payloads.read("older-gen-ai", 1_000).getFirst();

        assertThat(span.kind()).isEqualTo(SpanKind.LLM);
        assertThat(span.provider()).isEqualTo("openai");
        assertThat(span.model()).isEqualTo("gpt-4o");
        assertThat(span.inputTokens()).isEqualTo(5);
        assertThat(span.outputTokens()).isEqualTo(6);
        assertThat(json(String.valueOf(content(span).input())))
                .isEqualTo(JSON.readTree("[{\"role\":\"system\"},{\"content\":\"Hi\",\"role\":\"user\"}]"));
        assertThat(content(span).output()).isEqualTo("[{\"content\":\"Hello\"}]");
        assertThat(span.attributes()).doesNotContain("Hi").doesNotContain("Hello");
    }

    @Test
    void readsOpenInference() {
        var spans = Payloads.read("openinference", 1_000);
        var model = spans.getFirst();
        var search = spans.getLast();

        assertThat(model.kind()).isEqualTo(SpanKind.LLM);
        assertThat(model.model()).isEqualTo("gpt-5");
        assertThat(model.provider()).isEqualTo("openai");
        assertThat(model.inputTokens()).isEqualTo(11);
        assertThat(model.outputTokens()).isEqualTo(12);
        assertThat(model.sessionId()).isEqualTo("of the resource");
        assertThat(content(model).input()).isEqualTo("[{\"role\":\"user\",\"content\":\"Hi\"}]");
        assertThat(content(model).output()).isEqualTo("Hello");
        assertThat(search.kind()).isEqualTo(SpanKind.RETRIEVAL);
        assertThat(content(search).output()).isEqualTo("[{\"content\":\"a document\"}]");
    }

    @Test
    void readsTheAiSdkAndCountsItsTokensOnce() {
        var spans = Payloads.read("ai-sdk", null);

        assertThat(spans).extracting(ReceivedSpan::kind).containsExactly(SpanKind.SPAN, SpanKind.LLM);
        assertThat(spans.getLast().provider()).isEqualTo("openai.chat");
        assertThat(spans.getLast().outputTokens()).isEqualTo(4);
        assertThat(TraceSummary.of(spans)).singleElement().satisfies(trace -> {
            assertThat(trace.inputTokens()).isEqualTo(9);
            assertThat(trace.name()).isEqualTo("ai.generateText");
            assertThat(trace.nameRank()).isEqualTo(1);
            assertThat(trace.models()).containsExactly("gpt-5");
        });
    }

    @Test
    void dropsWhatWasSaidWhereNothingIsKept() {
        for (var name : List.of("langfuse", "gen-ai", "older-gen-ai", "openinference", "ai-sdk")) {
            assertThat(Payloads.read(name, null)).as(name).allSatisfy(span -> {
                assertThat(span.content()).isNull();
                assertThat(span.attributes() + span.events())
                        .doesNotContain(
                                "order?",
                                "On its way",
                                "secret",
                                "Be short",
                                "Hi",
                                "Hello",
                                "the same again",
                                "a query");
            });
        }
    }

    @Test
    void cutsWhatIsLongAndSaysSo() {
        var long_ = "가".repeat(100_000);
        var span = one(attribute("langfuse.observation.input", long_), attribute("note", long_));

        var read = Payloads.read(request(span), 500).getFirst();

        assertThat(content(read).input()).hasSize(500);
        assertThat(content(read).truncated()).isTrue();
        assertThat(json(read.attributes()).path("note").asString()).hasSize(2_000);
        assertThat(json(read.attributes()).path("maru.truncated").asBoolean()).isTrue();
    }

    @Test
    void staysSmallWhateverItIsSent() {
        var span = Span.newBuilder(one());
        for (int i = 0; i < 2_000; i++) {
            span.addAttributes(attribute("k".repeat(500) + i, "v".repeat(1_000)));
            span.addEvents(Span.Event.newBuilder().setName("e").addAttributes(attribute("k", "v".repeat(5_000))));
        }

        var read = Payloads.read(request(span.build()), 500).getFirst();

        assertThat(read.attributes().length()).isLessThan(100_000);
        assertThat(read.events().length()).isLessThan(100_000);
        assertThat(json(read.attributes()).size()).isLessThanOrEqualTo(131);
    }

    @Test
    void readsValuesOfEveryKind() {
        var deep = AnyValue.newBuilder().setStringValue("bottom").build();
        for (int i = 0; i < 50; i++) {
            deep = AnyValue.newBuilder()
                    .setArrayValue(ArrayValue.newBuilder().addValues(deep))
                    .build();
        }
        var map = KeyValueList.newBuilder().addValues(attribute("a", "b"));
        var span = Span.newBuilder(one())
                .addAttributes(KeyValue.newBuilder().setKey("deep").setValue(deep))
                .addAttributes(pair("map", AnyValue.newBuilder().setKvlistValue(map)))
                .addAttributes(pair("nan", AnyValue.newBuilder().setDoubleValue(Double.NaN)))
                .addAttributes(pair("bytes", AnyValue.newBuilder().setBytesValue(ByteString.copyFromUtf8("hi"))))
                .addAttributes(pair("yes", AnyValue.newBuilder().setBoolValue(true)))
                .addAttributes(pair("none", AnyValue.newBuilder()))
                .addAttributes(attribute("nul", "a\0b"))
                .addAttributes(attribute("__proto__", "x"))
                .build();

        var attributes = json(Payloads.read(request(span), null).getFirst().attributes());

        assertThat(attributes.path("map").path("a").asString()).isEqualTo("b");
        assertThat(attributes.path("nan").asString()).isEqualTo("NaN");
        assertThat(attributes.path("bytes").asString()).isEqualTo("aGk=");
        assertThat(attributes.path("yes").asBoolean()).isTrue();
        assertThat(attributes.path("none").isNull()).isTrue();
        assertThat(attributes.path("nul").asString()).isEqualTo("a\uFFFDb");
        assertThat(attributes.path("deep").toString()).hasSizeLessThan(40);
    }

    @Test
    void refusesWhatHasNoIdOrNoTime() {
        var good = one();
        for (var bad : List.of(
                Span.newBuilder(good)
                        .setTraceId(ByteString.copyFrom(new byte[16]))
                        .build(),
                Span.newBuilder(good)
                        .setTraceId(ByteString.copyFrom(new byte[] {1}))
                        .build(),
                Span.newBuilder(good).clearSpanId().build(),
                Span.newBuilder(good)
                        .setParentSpanId(ByteString.copyFrom(new byte[] {1}))
                        .build(),
                Span.newBuilder(good).clearStartTimeUnixNano().build(),
                Span.newBuilder(good).setStartTimeUnixNano(-1).build(),
                Span.newBuilder(good)
                        .setStartTimeUnixNano(START + 90_000L * 1_000_000_000)
                        .build())) {
            var reader = new SpanReader(null, Payloads.NOW, Duration.ofDays(365));
            assertThatThrownBy(() ->
                            reader.read(bad, SpanAttributes.of(List.of()), InstrumentationScope.getDefaultInstance()))
                    .isInstanceOf(SpanReader.Refused.class);
        }
    }

    @Test
    void takesASpanThatEndedBeforeItBegan() {
        var span = Span.newBuilder(one()).setEndTimeUnixNano(START - 5).build();

        assertThat(Payloads.read(request(span), null).getFirst().durationUs()).isZero();
    }

    private static Span one(KeyValue... attributes) {
        return Span.newBuilder()
                .setTraceId(ByteString.copyFrom(HexFormat.of().parseHex("5b8efff798038103d269b633813fc60c")))
                .setSpanId(ByteString.copyFrom(HexFormat.of().parseHex("eee19b7ec3c1b174")))
                .setName("one")
                .setStartTimeUnixNano(START)
                .setEndTimeUnixNano(START + 1_000_000)
                .addAllAttributes(List.of(attributes))
                .build();
    }

    private static ExportTraceServiceRequest request(Span span) {
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
                .build();
    }

    private static KeyValue attribute(String name, String value) {
        return pair(name, AnyValue.newBuilder().setStringValue(value));
    }

    private static KeyValue pair(String name, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(name).setValue(value).build();
    }

    private static ReceivedSpan.Content content(ReceivedSpan span) {
        return Objects.requireNonNull(span.content());
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text);
    }
}
