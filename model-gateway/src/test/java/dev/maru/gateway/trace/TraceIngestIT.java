package dev.maru.gateway.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import dev.maru.core.id.ApiKeyId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Role;
import dev.maru.gateway.app.RunningGateway;
import dev.maru.gateway.call.PayloadPolicy;
import dev.maru.gateway.call.PayloadPolicyService;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.testing.database.TestCluster;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.process.Await;
import dev.maru.testing.provider.ScriptedProvider;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Spans over real HTTP, as clients of OpenTelemetry's protocol send them. */
class TraceIngestIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PROTOBUF = "application/x-protobuf";
    private static final Random RANDOM = new Random(7);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static TestDatabase database;
    private static RunningGateway gateway;

    private TestTenant tenant;
    private String trace;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        gateway = RunningGateway.start(
                database,
                "--maru.traces.max-request-size=256KB",
                "--maru.traces.max-spans=50",
                "--maru.traces.max-in-flight=40");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        database.close();
    }

    @BeforeEach
    void someone() {
        tenant = TestTenants.create(database, "traces" + RANDOM.nextInt(1_000_000));
        trace = hex(16);
    }

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
    void namesATraceByItsRootThoughItComesLast() {
        send(PROTOBUF, request(span("b", "a")).toByteArray());
        assertThat(traces(tenant)).extracting(TraceListItem::name).containsExactly("span b");

        var failed = Span.newBuilder(span("a", null))
                .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR))
                .build();
        send(PROTOBUF, request(failed).toByteArray());

        assertThat(traces(tenant)).singleElement().satisfies(item -> {
            assertThat(item.name()).isEqualTo("span a");
            assertThat(item.failed()).isTrue();
        });
    }

    @Test
    void keepsWhatWasSaidOnlyWhereAProjectWantsIt() {
        var owner = tenant.caller(Role.OWNER);
        var said = Span.newBuilder(span("a", null))
                .addAttributes(attribute("langfuse.observation.input", "the question"))
                .build();
        send(PROTOBUF, request(said).toByteArray());
        assertThat(gateway.select("select * from gateway.span_content where trace_id = '" + trace + "'"))
                .isEmpty();
        assertThat(gateway.select("select * from gateway.span where trace_id = '" + trace + "'")
                        .toString())
                .doesNotContain("the question");

        gateway.bean(PayloadPolicyService.class).set(owner, new PayloadPolicy(PayloadPolicy.Capture.FULL, 3, 0));
        trace = hex(16);
        send(
                PROTOBUF,
                request(Span.newBuilder(said).setTraceId(bytes(trace)).build()).toByteArray());

        assertThat(content(Role.OWNER))
                .isNotNull()
                .satisfies(content -> assertThat(content.input()).isEqualTo("the question"));
        assertThat(content(Role.VIEWER)).isNull();
        assertThat(gateway.select(
                        "select expires_on - current_date as days from gateway.span_content where trace_id = '" + trace
                                + "'"))
                .singleElement()
                .satisfies(row -> assertThat(String.valueOf(row.get("days"))).isIn("3", "2", "4"));
    }

    @Test
    void showsNothingToAnotherTenant() {
        send(PROTOBUF, request(span("a", null)).toByteArray());
        var other = TestTenants.create(database, "other" + RANDOM.nextInt(1_000_000));

        assertThat(traces(other)).isEmpty();
        assertThatThrownBy(() -> find(other)).isInstanceOf(PlatformException.class);
        assertThat(gateway.select("select distinct tenant_id from gateway.span where trace_id = '" + trace + "'"))
                .hasSize(1);
    }

    @Test
    void takesTheSameTraceOfTwoTenantsApart() {
        var other = TestTenants.create(database, "same" + RANDOM.nextInt(1_000_000));
        send(PROTOBUF, request(span("a", null)).toByteArray());
        var mine = tenant;
        tenant = other;
        send(PROTOBUF, request(span("a", null), span("b", "a")).toByteArray());

        assertThat(traces(mine).getFirst().spans()).isEqualTo(1);
        assertThat(traces(other).getFirst().spans()).isEqualTo(2);
    }

    @Test
    void filtersAndPages() {
        var service = gateway.bean(TraceService.class);
        var owner = tenant.caller(Role.OWNER);
        for (int i = 0; i < 5; i++) {
            trace = hex(16);
            var span = Span.newBuilder(span("n" + i, null))
                    .addAttributes(attribute("session.id", "session " + i % 2))
                    .addAttributes(attribute("user.id", "user " + i));
            send(PROTOBUF, request(span.build()).toByteArray());
        }

        assertThat(list(new TraceFilter("N3", null, null, null, null, null, null, null, null)))
                .extracting(TraceListItem::endUser)
                .containsExactly("user 3");
        assertThat(list(new TraceFilter(null, "session 0", null, null, null, null, null, null, null)))
                .hasSize(3);
        assertThat(list(new TraceFilter(null, null, "user 4", "m1", "test", false, null, null, null)))
                .hasSize(1);
        assertThat(list(new TraceFilter(null, null, null, "m2", null, null, null, null, null)))
                .isEmpty();
        assertThat(list(new TraceFilter(null, null, null, null, null, true, null, null, null)))
                .isEmpty();
        assertThat(list(new TraceFilter(null, null, null, null, null, null, null, null, trace)))
                .hasSize(1);
        assertThat(list(new TraceFilter(
                        null, null, null, null, null, null, Instant.now().plus(1, ChronoUnit.HOURS), null, null)))
                .isEmpty();
        var first = service.page(owner, TraceFilter.ALL, null, 3);
        var second = service.page(owner, TraceFilter.ALL, first.next(), 3);
        assertThat(first.items()).hasSize(3);
        assertThat(second.items()).hasSize(2);
        assertThat(second.next()).isNull();
        assertThat(first.items()).doesNotContainAnyElementsOf(second.items());
    }

    @Test
    void joinsACallToTheSpanThatMadeIt() {
        try (var provider = ScriptedProvider.start()) {
            gateway.connect(tenant, "scripted", provider.baseUrl(), DisconnectPolicy.DRAIN);
            var models = gateway.get(tenant, "/v1/models").body();
            var model = models.substring(models.indexOf("scripted/"), models.indexOf('"', models.indexOf("scripted/")));
            send(PROTOBUF, request(span("root", null), span("asks", "root")).toByteArray());
            var answer = gateway.chat(
                    gateway.request(tenant, ApiKeyId.next(), "/v1/chat/completions")
                            .header("traceparent", "00-" + trace + "-" + id("asks") + "-01"),
                    "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(gateway.call(answer)).containsEntry("parent_span_id", id("asks"));

            var rows = find(tenant).rows();

            assertThat(rows).extracting(TraceRow::depth).containsExactly(0, 1, 2, 3);
            assertThat(rows.get(2).node()).isInstanceOf(TraceNode.Call.class);
            assertThat(rows.get(2).parentId()).isEqualTo(id("asks"));
            assertThat(rows.get(3).node()).isInstanceOf(TraceNode.Attempt.class);
        }
    }

    @Test
    void showsTheCallsOfAnApplicationThatSendsNoSpans() {
        var answer = gateway.chat(
                gateway.request(tenant, ApiKeyId.next(), "/v1/chat/completions")
                        .header("traceparent", "00-" + trace + "-" + hex(8) + "-01"),
                "{\"model\":\"maru/offline\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        gateway.call(answer);

        var detail = find(tenant);

        assertThat(detail.trace().name()).isEqualTo("maru/offline");
        assertThat(detail.rows()).hasSize(2);
        assertThat(traces(tenant)).isEmpty();
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

    private List<TraceListItem> list(TraceFilter filter) {
        return gateway.bean(TraceService.class)
                .page(tenant.caller(Role.OWNER), filter, null, 50)
                .items();
    }

    private static List<TraceListItem> traces(TestTenant tenant) {
        return gateway.bean(TraceService.class)
                .page(tenant.caller(Role.VIEWER), TraceFilter.ALL, null, 50)
                .items();
    }

    private TraceDetail find(TestTenant tenant) {
        return gateway.bean(TraceService.class).find(tenant.caller(Role.VIEWER), trace);
    }

    private TraceSpan.@Nullable Content content(Role role) {
        var row = gateway.bean(TraceService.class)
                .find(tenant.caller(role), trace)
                .rows()
                .getFirst();
        return ((TraceNode.Application) row.node()).span().content();
    }

    private HttpResponse<byte[]> send(String type, byte[] body, String... headers) {
        return send(gateway, type, body, headers);
    }

    private HttpResponse<byte[]> send(RunningGateway to, String type, byte[] body, String... headers) {
        var request = to.request(tenant, ApiKeyId.next(), "/v1/traces")
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ExportTraceServiceRequest request(Span... spans) {
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(attribute("service.name", "test")))
                        .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(Arrays.asList(spans))))
                .build();
    }

    private Span span(String name, @Nullable String parent) {
        var start =
                Instant.now().truncatedTo(ChronoUnit.DAYS).getEpochSecond() * 1_000_000_000 + name.hashCode() % 1_000;
        return Span.newBuilder()
                .setTraceId(bytes(trace))
                .setSpanId(bytes(id(name)))
                .setParentSpanId(parent == null ? ByteString.EMPTY : bytes(id(parent)))
                .setName("span " + name)
                .setStartTimeUnixNano(start)
                .setEndTimeUnixNano(start + 1_000_000)
                .addAttributes(attribute("gen_ai.operation.name", "chat"))
                .addAttributes(attribute("gen_ai.request.model", "m1"))
                .addAttributes(KeyValue.newBuilder()
                        .setKey("gen_ai.usage.input_tokens")
                        .setValue(AnyValue.newBuilder().setIntValue(10)))
                .build();
    }

    private static KeyValue attribute(String name, String value) {
        return KeyValue.newBuilder()
                .setKey(name)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static String id(String name) {
        return "%016x".formatted(0x1_0000_0000L + name.hashCode());
    }

    private static String hex(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static ByteString bytes(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }

    private static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
