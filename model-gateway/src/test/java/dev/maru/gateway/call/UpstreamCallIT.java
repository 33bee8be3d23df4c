package dev.maru.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.id.ApiKeyId;
import dev.maru.gateway.app.RunningGateway;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.process.Await;
import dev.maru.testing.provider.Reply;
import dev.maru.testing.provider.Reply.Answer;
import dev.maru.testing.provider.ScriptedProvider;
import dev.maru.testing.provider.Usage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/** Calls that go well, through a real HTTP upstream. */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpstreamCallIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":\"hello there\"}]";

    private RunningGateway gateway;
    private ScriptedProvider provider;
    private TestTenant tenant;

    @BeforeAll
    void start(TestDatabase database) {
        gateway = RunningGateway.start(database);
        provider = ScriptedProvider.start();
        tenant = TestTenants.create(database, "upstream");
        gateway.connect(tenant, "scripted", provider.baseUrl(), DisconnectPolicy.DRAIN);
        gateway.price(tenant, "3", "0.3", "15");
    }

    @AfterAll
    void stop() {
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void reset() {
        provider.reset();
    }

    private String model() {
        return JSON.readTree(gateway.get(tenant, "/v1/models").body())
                .at("/data")
                .valueStream()
                .map(model -> model.path("id").asString())
                .filter(id -> id.startsWith("scripted/"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void passesTheAnswerOnAndChargesItExactly() {
        provider.script(Answer.of("one", " two").withUsage(new Usage(1_000, 400, 0, 200, 50)));

        var response = gateway.chat(tenant, "{\"model\":\"%s\",%s}".formatted(model(), HELLO));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(response.body())
                        .at("/choices/0/message/content")
                        .asString())
                .isEqualTo("one two");
        assertThat(gateway.ledger(response))
                .containsEntry("uncached_input_tokens", 600L)
                .containsEntry("cache_read_tokens", 400L)
                .containsEntry("output_tokens", 150L)
                .containsEntry("reasoning_tokens", 50L)
                .containsEntry("state", "exact");
        // 600 × 3 + 400 × 0.3 + 200 × 15, per million
        assertThat((BigDecimal) gateway.ledger(response).get("cost")).isEqualByComparingTo("0.00492");
        assertThat((BigDecimal) gateway.call(response).get("cost")).isEqualByComparingTo("0.00492");
    }

    @Test
    void sendsTheClientsBytesWithOnlyTheModelChanged() {
        var response = gateway.chat(
                tenant,
                " { \"temperature\" : 0.70 ,\"unknown_field\":{\"a\":[1, 2]},\"model\" : \"%s\" , %s,\"seed\":1e2 } "
                        .formatted(model(), HELLO));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(provider.lastRequest().text())
                .isEqualTo(
                        " { \"temperature\" : 0.70 ,\"unknown_field\":{\"a\":[1, 2]},\"model\" : \"%s\" , %s,\"seed\":1e2 } "
                                .formatted(model().substring("scripted/".length()), HELLO));
        assertThat(provider.lastRequest().credential()).isEqualTo("sk-test-key-0123456789");
    }

    @Test
    void asksForUsageInAStreamAndTakesItOutAgain() {
        provider.script(Answer.ofWords(5).withUsage(Usage.of(11, 7)));

        var response = gateway.chat(tenant, "{\"model\":\"%s\",\"stream\":true,%s}".formatted(model(), HELLO));

        assertThat(provider.lastRequest()
                        .json()
                        .at("/stream_options/include_usage")
                        .asBoolean())
                .isTrue();
        assertThat(response.body()).endsWith("data: [DONE]\n\n").doesNotContain("prompt_tokens");
        assertThat(gateway.ledger(response))
                .containsEntry("uncached_input_tokens", 11L)
                .containsEntry("output_tokens", 7L)
                .containsEntry("state", "exact");
    }

    @Test
    void leavesUsageInTheStreamForClientsThatAsked() {
        var body = "{\"model\":\"%s\",\"stream\":true,\"stream_options\":{\"include_usage\":true},%s}";

        var response = gateway.chat(tenant, body.formatted(model(), HELLO));

        assertThat(response.body()).contains("prompt_tokens").endsWith("data: [DONE]\n\n");
    }

    @Test
    void passesStreamsOnByteForByteHoweverTheyAreCut() {
        var body = "{\"model\":\"%s\",\"stream\":true,\"stream_options\":{\"include_usage\":true},%s}";
        provider.script(Answer.of("안녕", " 세상", " done"));
        var whole = gateway.chat(tenant, body.formatted(model(), HELLO)).body();

        for (int pieces : new int[] {1, 2, 3, 7}) {
            provider.script(Answer.of("안녕", " 세상", " done").inPiecesOf(pieces));
            var cut = gateway.chat(tenant, body.formatted(model(), HELLO)).body();
            assertThat(contents(cut)).isEqualTo(contents(whole)).contains("안녕", " 세상", " done");
            assertThat(cut).endsWith("data: [DONE]\n\n");
        }
    }

    private static List<String> contents(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> JSON.readTree(line.substring(6))
                        .at("/choices/0/delta/content")
                        .asString(""))
                .toList();
    }

    @Test
    void rendersAPromptInFrontAndTakesItsConfigAsDefaults() {
        var named = model();
        var response = gateway.chat(
                tenant,
                "{\"model\":\"%s\",\"max_tokens\":7,\"prompt\":{\"name\":\"support/한국\",\"variables\":{\"who\":\"Kim\"}},%s}"
                        .formatted(named, HELLO));

        assertThat(response.statusCode()).isEqualTo(200);
        var sent = provider.lastRequest().json();
        assertThat(sent.at("/messages/0/content").asString()).startsWith("Answer Kim from:");
        assertThat(sent.at("/messages/1/content").asString()).isEqualTo("hello there");
        assertThat(sent.at("/temperature").asDouble()).isEqualTo(0.25);
        assertThat(sent.has("prompt")).isFalse();
        assertThat(sent.has("max_completion_tokens")).isFalse();
        assertThat(response.headers().firstValue("maru-prompt")).contains("support%2F%ED%95%9C%EA%B5%AD@3");
        assertThat(gateway.call(response))
                .containsEntry("prompt_name", "support/한국")
                .containsEntry("prompt_version", 3)
                .containsEntry("prompt_label", "production");
    }

    @Test
    void keepsWhatStandsAroundACall() {
        var request = gateway.request(tenant, ApiKeyId.next(), "/v1/chat/completions")
                .header("maru-tags", "team=search,stage=beta%2C2")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .header("x-request-id", "mine-1")
                .header("maru-session-id", "session-9");

        var response = gateway.chat(request, "{\"model\":\"%s\",\"user\":\"end user\",%s}".formatted(model(), HELLO));

        assertThat(gateway.call(response))
                .containsEntry("trace_id", "0af7651916cd43dd8448eb211c80319c")
                .containsEntry("client_request_id", "mine-1")
                .containsEntry("session_id", "session-9")
                .containsEntry("end_user", "end user")
                .containsEntry("origin", "api");
        assertThat(gateway.rows("call_tag", RunningGateway.requestId(response), 2))
                .extracting(row -> row.get("name") + "=" + row.get("value"))
                .containsExactlyInAnyOrder("team=search", "stage=beta,2");
        assertThat(provider.lastRequest().header("traceparent").orElseThrow())
                .startsWith("00-0af7651916cd43dd8448eb211c80319c-")
                .doesNotContain("b7ad6b7169203331");
    }

    @Test
    void hasOneSpanBelowTheClientsOwn() {
        var spans = gateway.bean(InMemorySpanExporter.class);
        var request = gateway.request(tenant, ApiKeyId.next(), "/v1/chat/completions")
                .header("traceparent", "00-1af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        provider.script(Answer.of("hello").withUsage(Usage.of(5, 2)));

        var response = gateway.chat(request, "{\"model\":\"%s\",%s}".formatted(model(), HELLO));

        var requestId = RunningGateway.requestId(response);
        var found = new ArrayList<SpanData>();
        Await.until("the span of the call", () -> {
            spans.getFinishedSpanItems().stream()
                    .filter(span ->
                            requestId.equals(span.getAttributes().get(AttributeKey.stringKey("maru.request_id"))))
                    .forEach(found::add);
            return !found.isEmpty();
        });
        assertThat(found).hasSize(1);
        var span = found.getFirst();
        assertThat(span.getName()).isEqualTo("chat " + model());
        assertThat(span.getTraceId()).isEqualTo("1af7651916cd43dd8448eb211c80319c");
        assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(span.getAttributes().asMap())
                .containsEntry(AttributeKey.longKey("gen_ai.usage.input_tokens"), 5L)
                .containsEntry(AttributeKey.longKey("gen_ai.usage.output_tokens"), 2L)
                .containsEntry(AttributeKey.stringKey("gen_ai.operation.name"), "chat")
                .containsEntry(AttributeKey.stringKey("gen_ai.provider.name"), "openai")
                .containsEntry(AttributeKey.longKey("http.response.status_code"), 200L);
        assertThat(gateway.call(response)).containsEntry("span_id", span.getSpanId());
        assertThat(provider.lastRequest().header("traceparent"))
                .contains("00-1af7651916cd43dd8448eb211c80319c-" + span.getSpanId() + "-01");
    }

    @Test
    void measuresAttemptsInTheNamesOfTheConventions() {
        provider.script(Answer.of("hello").withUsage(Usage.of(5, 2)), Reply.Status.of(400));
        var meters = gateway.bean(MeterRegistry.class);
        var tags = List.of(
                Tag.of("gen_ai.operation.name", "chat"),
                Tag.of("gen_ai.provider.name", "openai"),
                Tag.of("gen_ai.request.model", "_OTHER"));
        var before = meters.find("gen_ai.client.token.usage")
                .tags(tags)
                .tag("gen_ai.token.type", "input")
                .summary();
        var inputBefore = before == null ? 0 : before.totalAmount();

        gateway.chat(tenant, "{\"model\":\"%s\",\"stream\":true,%s}".formatted(model(), HELLO));
        gateway.chat(tenant, "{\"model\":\"%s\",%s}".formatted(model(), HELLO));

        assertThat(meters.get("gen_ai.client.token.usage")
                        .tags(tags)
                        .tag("gen_ai.token.type", "input")
                        .summary()
                        .totalAmount())
                .isEqualTo(inputBefore + 5);
        assertThat(meters.get("gen_ai.server.time_to_first_token")
                        .tags(tags)
                        .timer()
                        .count())
                .isPositive();
        assertThat(meters.get("gen_ai.client.operation.duration")
                        .tags(tags)
                        .tag("error.type", "")
                        .timer()
                        .count())
                .isPositive();
        assertThat(meters.get("gen_ai.client.operation.duration")
                        .tags(tags)
                        .tag("error.type", "request")
                        .timer()
                        .count())
                .isPositive();
    }

    @Test
    void passesToolCallsThrough() {
        provider.script(Reply.ToolCalls.of(new Reply.ToolCall("call_1", "find", "{\"q\":\"x\"}")));

        var response = gateway.chat(tenant, "{\"model\":\"%s\",\"stream\":true,%s}".formatted(model(), HELLO));

        assertThat(response.body()).contains("call_1", "tool_calls").endsWith("data: [DONE]\n\n");
        assertThat(gateway.ledger(response)).containsEntry("state", "exact");
    }
}
