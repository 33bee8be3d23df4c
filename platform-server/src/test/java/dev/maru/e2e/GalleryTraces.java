package dev.maru.e2e;

import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.trace.TraceNode;
import dev.maru.gateway.trace.TraceService;
import dev.maru.testing.process.Await;
import dev.maru.testing.provider.Reply;
import dev.maru.testing.provider.ScriptedProvider;
import dev.maru.testing.provider.Usage;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Traces as an agent makes them that searches, asks a model through Maru and uses tools, one of which fails. */
final class GalleryTraces {
    static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static final JsonMapper JSON = new JsonMapper();
    private static final String MODEL = "openai/gpt-5";

    private final RunningMaru maru;
    private final ScriptedProvider provider;
    private final String secret;
    private final GalleryTexts texts;
    private final List<Map<String, Object>> spans = new ArrayList<>();

    GalleryTraces(RunningMaru maru, ScriptedProvider provider, String secret, GalleryTexts texts) {
        this.maru = maru;
        this.provider = provider;
        this.secret = secret;
        this.texts = texts;
    }

    void fill(Caller caller) {
        for (int i = 0; i < 12; i++) {
            var trace = "%032x".formatted(0xabcdef00L + i);
            var start = Instant.now().minusSeconds(600L * (i + 1));
            add(trace, 1, 0, i % 3 == 0 ? "nightly-digest" : "guest-chat", start, 0, 900 + 211 * i, "CHAIN", i == 4);
            add(trace, 2, 1, "chat gpt-5-mini", start, 40, 700 + 190 * i, "LLM", false);
        }
        // The step that asks the model is to lie around the call itself.
        var start = Instant.now().minusMillis(970);
        call("00000000000000a6");
        add(TRACE, 0xa1, 0, "guest-chat", start, 0, 2_950, "AGENT", false);
        add(TRACE, 0xa2, 0xa1, "plan", start, 12, 310, "CHAIN", false);
        add(TRACE, 0xa3, 0xa1, "search house rules", start, 325, 190, "RETRIEVER", false);
        add(TRACE, 0xa4, 0xa3, "embed question", start, 330, 62, "EMBEDDING", false);
        add(TRACE, 0xa5, 0xa1, "look up booking", start, 530, 412, "TOOL", true);
        add(TRACE, 0xa6, 0xa1, "chat gpt-5", start, 960, 1_890, "LLM", false);
        send();
        Await.until(
                "the call stands in its trace",
                () -> maru.bean(TraceService.class).find(caller, TRACE).rows().stream()
                        .anyMatch(row -> row.node() instanceof TraceNode.Call));
    }

    private void call(String span) {
        provider.script(Reply.Answer.ofWords(40)
                .withUsage(Usage.of(1874, 212).withCached(1024))
                .withDelay(Duration.ofMillis(20)));
        var body = Map.of(
                "model",
                MODEL,
                "stream",
                true,
                "messages",
                List.of(Map.of("role", "user", "content", texts.questions().getFirst())));
        maru.send(HttpRequest.newBuilder(maru.url("/v1/chat/completions"))
                .header("Authorization", "Bearer " + secret)
                .header("Content-Type", "application/json")
                .header("traceparent", "00-" + TRACE + "-" + span + "-01")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    private void add(
            String trace,
            int id,
            int parent,
            String name,
            Instant start,
            long after,
            long millis,
            String kind,
            boolean failed) {
        var nanos = (start.toEpochMilli() + after) * 1_000_000;
        var attributes = new ArrayList<Map<String, Object>>();
        attribute(attributes, "openinference.span.kind", kind);
        attribute(attributes, "session.id", "stay-" + trace.substring(28));
        attribute(attributes, "user.id", "guest-4711");
        attribute(attributes, "deployment.ring", "canary");
        attribute(attributes, "input.value", texts.questions().getFirst());
        attribute(attributes, "output.value", texts.document());
        attribute(attributes, "llm.model_name", kind.equals("LLM") ? (parent == 1 ? "gpt-5-mini" : "gpt-5") : null);
        if (kind.equals("LLM")) {
            attributes.add(Map.of("key", "llm.token_count.prompt", "value", Map.of("intValue", 1874)));
            attributes.add(Map.of("key", "llm.token_count.completion", "value", Map.of("intValue", 212)));
        }
        spans.add(Map.of(
                "traceId",
                trace,
                "spanId",
                "%016x".formatted(id),
                "parentSpanId",
                parent == 0 ? "" : "%016x".formatted(parent),
                "name",
                name,
                "startTimeUnixNano",
                Long.toString(nanos),
                "endTimeUnixNano",
                Long.toString(nanos + millis * 1_000_000),
                "attributes",
                attributes,
                "status",
                failed ? Map.of("code", 2, "message", "HTTP 504: the booking system did not answer") : Map.of()));
    }

    private static void attribute(List<Map<String, Object>> attributes, String name, @Nullable String value) {
        if (value != null) {
            attributes.add(Map.of("key", name, "value", Map.of("stringValue", value)));
        }
    }

    private void send() {
        var service = Map.of("key", "service.name", "value", Map.of("stringValue", "concierge"));
        var body = Map.of(
                "resourceSpans",
                List.of(Map.of(
                        "resource",
                        Map.of("attributes", List.of(service)),
                        "scopeSpans",
                        List.of(Map.of("spans", spans)))));
        maru.send(HttpRequest.newBuilder(maru.url("/v1/traces"))
                .header("Authorization", "Bearer " + secret)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }
}
