package dev.maru.gateway.trace;

import com.google.protobuf.ByteString;
import dev.maru.core.id.ApiKeyId;
import dev.maru.core.tenancy.Role;
import dev.maru.gateway.app.RunningGateway;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/** A gateway, and a tenant and a trace of its own for each test of traces. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TraceStack {
    static final JsonMapper JSON = JsonMapper.shared();
    static final String PROTOBUF = "application/x-protobuf";
    static final Random RANDOM = new Random(7);
    static final HttpClient HTTP = HttpClient.newHttpClient();

    TestDatabase database;
    RunningGateway gateway;

    TestTenant tenant;
    String trace;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        gateway = RunningGateway.start(
                database,
                "--maru.traces.max-request-size=256KB",
                "--maru.traces.max-spans=50",
                "--maru.traces.max-in-flight=40");
    }

    @AfterAll
    void stop() {
        gateway.close();
        database.close();
    }

    @BeforeEach
    void someone() {
        tenant = TestTenants.create(database, "traces" + RANDOM.nextInt(1_000_000));
        trace = hex(16);
    }

    List<TraceListItem> list(TraceFilter filter) {
        return gateway.bean(TraceService.class)
                .page(tenant.caller(Role.OWNER), filter, null, 50)
                .items();
    }

    List<TraceListItem> traces(TestTenant tenant) {
        return gateway.bean(TraceService.class)
                .page(tenant.caller(Role.VIEWER), TraceFilter.ALL, null, 50)
                .items();
    }

    TraceDetail find(TestTenant tenant) {
        return gateway.bean(TraceService.class).find(tenant.caller(Role.VIEWER), trace);
    }

    TraceSpan.@Nullable Content content(Role role) {
        var row = gateway.bean(TraceService.class)
                .find(tenant.caller(role), trace)
                .rows()
                .getFirst();
        return ((TraceNode.Application) row.node()).span().content();
    }

    HttpResponse<byte[]> send(String type, byte[] body, String... headers) {
        return send(gateway, type, body, headers);
    }

    HttpResponse<byte[]> send(RunningGateway to, String type, byte[] body, String... headers) {
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

    ExportTraceServiceRequest request(Span... spans) {
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(attribute("service.name", "test")))
                        .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(Arrays.asList(spans))))
                .build();
    }

    Span span(String name, @Nullable String parent) {
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

    static KeyValue attribute(String name, String value) {
        return KeyValue.newBuilder()
                .setKey(name)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    static String id(String name) {
        return "%016x".formatted(0x1_0000_0000L + name.hashCode());
    }

    static String hex(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static ByteString bytes(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }

    static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
