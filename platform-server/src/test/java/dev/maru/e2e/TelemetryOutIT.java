package dev.maru.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.maru.access.ApiKeyData;
import dev.maru.access.ApiKeyService;
import dev.maru.core.tenancy.Scope;
import dev.maru.testing.process.Await;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What a running installation tells a collector of OpenTelemetry. */
class TelemetryOutIT {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final List<Metric> metrics = new CopyOnWriteArrayList<>();

    @Test
    void tellsOfCallsInTheNamesOfTheConventions() throws IOException {
        var collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext(
                "/v1/traces",
                exchange -> take(
                        exchange,
                        body -> ExportTraceServiceRequest.parseFrom(body)
                                .getResourceSpansList()
                                .forEach(resource -> resource.getScopeSpansList()
                                        .forEach(scope -> spans.addAll(scope.getSpansList())))));
        collector.createContext(
                "/v1/metrics",
                exchange -> take(
                        exchange,
                        body -> ExportMetricsServiceRequest.parseFrom(body)
                                .getResourceMetricsList()
                                .forEach(resource -> resource.getScopeMetricsList()
                                        .forEach(scope -> metrics.addAll(scope.getMetricsList())))));
        collector.start();
        try (var maru = RunningMaru.with(Map.of(
                "MARU_OTLP_ENABLED", "true",
                "MARU_OTLP_ENDPOINT",
                        "http://127.0.0.1:" + collector.getAddress().getPort(),
                "management.otlp.metrics.export.step", "1s"))) {
            call(maru);

            Await.until("the span of the call", () -> spans.stream().anyMatch(TelemetryOutIT::isOfTheCall));
            Await.until(
                    "the metrics of the call",
                    () -> names().containsAll(Set.of(
                            "gen_ai.client.operation.duration",
                            "gen_ai.client.token.usage",
                            "gen_ai.server.time_to_first_token")));

            var span = spans.stream()
                    .filter(TelemetryOutIT::isOfTheCall)
                    .findFirst()
                    .orElseThrow();
            assertThat(span.getName()).isEqualTo("chat maru/offline");
            assertThat(texts(span.getAttributesList()))
                    .containsEntry("gen_ai.operation.name", "chat")
                    .containsEntry("gen_ai.provider.name", "maru")
                    .containsEntry("gen_ai.request.model", "maru/offline")
                    .containsEntry("gen_ai.conversation.id", "session-1");
            var duration = metrics.stream()
                    .filter(metric -> metric.getName().equals("gen_ai.client.operation.duration"))
                    .findFirst()
                    .orElseThrow();
            assertThat(duration.getUnit()).isEqualTo("seconds");
            var point = duration.getHistogram().getDataPoints(0);
            assertThat(texts(point.getAttributesList()))
                    .containsEntry("gen_ai.operation.name", "chat")
                    .containsEntry("gen_ai.provider.name", "maru")
                    .containsEntry("gen_ai.request.model", "offline");
            assertThat(point.getExplicitBoundsList()).startsWith(0.01, 0.02).endsWith(81.92);
            var prometheus = maru.send(HttpRequest.newBuilder(maru.managementUrl("/actuator/prometheus"))
                            .build())
                    .body();
            assertThat(prometheus)
                    .contains("gen_ai_client_operation_duration_seconds_bucket{")
                    .contains("gen_ai_client_token_usage_bucket{")
                    .contains("gen_ai_server_time_to_first_token_seconds_bucket{")
                    .contains("gen_ai_token_type=\"input\"")
                    .doesNotContain(maru.owner().tenant().toString());
        } finally {
            collector.stop(0);
        }
    }

    private static void call(RunningMaru maru) {
        var key = maru.bean(ApiKeyService.class).create(maru.owner(), ApiKeyData.of("telemetry", Set.of(Scope.CALL)));
        var answer = maru.send(HttpRequest.newBuilder(maru.url("/v1/chat/completions"))
                .header("Authorization", "Bearer " + key.secret())
                .header("Content-Type", "application/json")
                .header("maru-session-id", "session-1")
                .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
                .POST(
                        HttpRequest.BodyPublishers.ofString(
                                "{\"model\":\"maru/offline\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Maru is a hall. What is Maru?\"}]}"))
                .build());
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private static boolean isOfTheCall(Span span) {
        return HexFormat.of().formatHex(span.getTraceId().toByteArray()).equals(TRACE);
    }

    private Set<String> names() {
        return metrics.stream().map(Metric::getName).collect(Collectors.toSet());
    }

    private static Map<String, String> texts(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey, attribute -> attribute.getValue().getStringValue(), (one, other) -> one));
    }

    private interface Reader {
        void read(byte[] body) throws IOException;
    }

    private static void take(HttpExchange exchange, Reader reader) throws IOException {
        try (exchange) {
            var in = exchange.getRequestBody();
            var packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            reader.read(packed ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes());
            exchange.sendResponseHeaders(200, -1);
        }
    }
}
