package dev.maru.gateway.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Role;
import dev.maru.gateway.call.PayloadPolicy;
import dev.maru.gateway.call.PayloadPolicyService;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.provider.ScriptedProvider;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** What traces show, and to whom. */
class TraceReadIT extends TraceStack {
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
}
