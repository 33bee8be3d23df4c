package dev.maru.gateway.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import dev.maru.gateway.app.RunningGateway;
import dev.maru.testing.database.TestCluster;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.process.Await;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Spans over real HTTP, as clients of OpenTelemetry's protocol send them. */
class TraceIngestIT extends TraceStack {
    @Test
    void takesProtobuf() throws IOException {
        var answer = send(PROTOBUF, request(span("a", null), span("b", "a")).toByteArray());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(PROTOBUF);
        assertThat(ExportTraceServiceResponse.parseFrom(answer.body()).hasPartialSuccess())
                .isFalse();
        assertThat(traces(tenant)).singleElement().satisfies(item -> {
            assertThat(item.traceId()).isEqualTo(trace);
            assertThat(item.name()).isEqualTo("span a");
            assertThat(item.service()).isEqualTo("test");
            assertThat(item.spans()).isEqualTo(2);
            assertThat(item.inputTokens()).isEqualTo(20);
            assertThat(item.models()).containsExactly("m1");
        });
        assertThat(find(tenant).rows()).extracting(TraceRow::depth).containsExactly(0, 1);
    }

    @Test
    void takesJsonAndAnswersInIt() {
        var now = Instant.now().getEpochSecond();
        var answer =
                send("application/json; charset=utf-8", """
                {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%s","spanId":"%s","name":"json",
                "startTimeUnixNano":"%d000000000","endTimeUnixNano":"%d000000001","unknown":{"field":1}}]}]}]}
                """.formatted(trace.toUpperCase(Locale.ROOT), hex(8), now, now)
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo("{}");
        assertThat(traces(tenant)).extracting(TraceListItem::name).containsExactly("json");
    }

    @Test
    void takesGzipAndTheConventionsOfTheFiles() {
        var recent = new String(Payloads.bytes("openinference"), StandardCharsets.UTF_8)
                .replace("17956", Long.toString(Instant.now().getEpochSecond()).substring(0, 5))
                .replace("5b8efff798038103d269b633813fc60c", trace);

        var answer =
                send("application/json", gzip(recent.getBytes(StandardCharsets.UTF_8)), "Content-Encoding", "gzip");

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        assertThat(find(tenant).rows()).hasSize(2);
    }

    @Test
    void refusesWhatIsNoRequest() {
        for (var type : List.of(PROTOBUF, "application/json")) {
            var answer = send(type, "not a request".getBytes(StandardCharsets.UTF_8));
            assertThat(answer.statusCode()).as(type).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
        }
        assertThat(send(
                                "application/json",
                                "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"xyz\"}]}]}]}"
                                        .getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(400);
        assertThat(send(PROTOBUF, new byte[] {1, 2, 3}, "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(400);
        assertThat(send(PROTOBUF, new byte[0], "Content-Encoding", "br").statusCode())
                .isEqualTo(415);
        assertThat(send("text/plain", new byte[0]).statusCode()).isEqualTo(415);
        assertThat(traces(tenant)).isEmpty();
    }

    @Test
    void tellsErrorsAsAStatusOfGrpc() throws IOException {
        var in = CodedInputStream.newInstance(
                send(PROTOBUF, new byte[] {1, 2, 3}).body());

        assertThat(in.readTag() >>> 3).isEqualTo(1);
        assertThat(in.readInt32()).isEqualTo(3);
        assertThat(in.readTag() >>> 3).isEqualTo(2);
        assertThat(in.readString()).contains("OpenTelemetry");
        assertThat(in.isAtEnd()).isTrue();
    }

    @Test
    void refusesWhatUnpacksToTooMuch() {
        var bomb = gzip(new byte[64 << 20]);
        assertThat(bomb.length).isLessThan(256 << 10);

        assertThat(send(PROTOBUF, bomb, "Content-Encoding", "gzip").statusCode())
                .isEqualTo(413);
        assertThat(send(PROTOBUF, new byte[300 << 10]).statusCode()).isEqualTo(413);
        assertThat(send(PROTOBUF, request(span("a", null)).toByteArray()).statusCode())
                .as("the next one gets through")
                .isEqualTo(200);
    }

    @Test
    void takesTheGoodSpansOfARequestAndTellsOfTheOthers() throws IOException {
        var bad = Span.newBuilder(span("bad", null)).clearSpanId().build();
        var answer = send(PROTOBUF, request(span("a", null), bad).toByteArray());

        var partial = ExportTraceServiceResponse.parseFrom(answer.body()).getPartialSuccess();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(partial.getRejectedSpans()).isEqualTo(1);
        assertThat(partial.getErrorMessage()).contains("span id");
        assertThat(find(tenant).rows()).hasSize(1);
    }

    @Test
    void takesSoManySpansOfARequestAndNoMore() throws IOException {
        var many = new ArrayList<Span>();
        for (int i = 0; i < 60; i++) {
            many.add(span("s" + i, null));
        }
        var answer = send(PROTOBUF, request(many.toArray(Span[]::new)).toByteArray());

        assertThat(ExportTraceServiceResponse.parseFrom(answer.body())
                        .getPartialSuccess()
                        .getRejectedSpans())
                .isEqualTo(10);
        assertThat(traces(tenant).getFirst().spans()).isEqualTo(50);
    }

    @Test
    void countsASpanOnceHoweverOftenItComes() throws Exception {
        var one = request(span("a", null), span("b", "a"), span("b", "a")).toByteArray();
        var more = request(span("b", "a"), span("c", "a")).toByteArray();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var sends = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 10; i++) {
                sends.add(() -> send(PROTOBUF, one).statusCode());
                sends.add(() -> send(PROTOBUF, more).statusCode());
            }
            for (var sent : pool.invokeAll(sends)) {
                assertThat(sent.get()).isEqualTo(200);
            }
        }

        assertThat(find(tenant).rows()).hasSize(3);
        assertThat(traces(tenant)).singleElement().satisfies(item -> {
            assertThat(item.spans()).isEqualTo(3);
            assertThat(item.inputTokens()).isEqualTo(30);
        });
    }

    @Test
    void hasClientsComeAgainWhileTheDatabaseIsAway() {
        try (var cluster = TestCluster.dedicated();
                var ownDatabase = TestDatabase.on(cluster);
                var own = RunningGateway.start(ownDatabase)) {
            tenant = TestTenants.create(ownDatabase, "away");
            var body = request(span("a", null), span("b", "a")).toByteArray();
            assertThat(send(own, PROTOBUF, body).statusCode()).isEqualTo(200);
            trace = hex(16);
            var next = request(span("c", null), span("d", "c")).toByteArray();

            cluster.stop();
            var refused = send(own, PROTOBUF, next);
            cluster.start();

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            Await.until(
                    "the database takes spans again",
                    () -> send(own, PROTOBUF, next).statusCode() == 200);
            var sql = "select (select count(*) from gateway.span where trace_id = '" + trace + "') as spans,"
                    + " (select spans from gateway.trace where trace_id = '" + trace + "') as counted";
            assertThat(RunningGateway.select(ownDatabase, sql)).singleElement().satisfies(row -> {
                assertThat(row).containsEntry("spans", 2L);
                assertThat(row).containsEntry("counted", 2);
            });
        }
    }
}
