package dev.maru.gateway.trace;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.gateway.GatewaySettings;
import dev.maru.gateway.call.PayloadPolicies;
import dev.maru.gateway.call.PayloadPolicy;
import dev.maru.gateway.trace.SpanReader.Refused;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;

/**
 * Takes the spans of an application: all of a request in one transaction, before the request is answered, because its
 * client sends again what was not taken; see docs/decisions/0017-traces.md.
 */
@Service
public class TraceIngest {
    private final TenantDb db;
    private final SpanRepository spans;
    private final PayloadPolicies policies;
    private final TraceSettings settings;
    private final int longestContent;
    private final Clock clock;
    private final Counter received;
    private final Counter refused;

    TraceIngest(
            TenantDb db,
            SpanRepository spans,
            PayloadPolicies policies,
            TraceSettings settings,
            GatewaySettings gateway,
            Clock clock,
            MeterRegistry meters) {
        this.db = db;
        this.spans = spans;
        this.policies = policies;
        this.settings = settings;
        this.longestContent = Math.toIntExact(gateway.maxCaptureSize().toBytes());
        this.clock = clock;
        this.received = Counter.builder("maru.spans.received")
                .description("Spans of applications that were stored")
                .register(meters);
        this.refused = Counter.builder("maru.spans.refused")
                .description("Spans of applications that cannot be stored as they are")
                .register(meters);
    }

    /** @param reason of the last refusal, null if nothing was refused */
    public record Outcome(int stored, int refused, @Nullable String reason) {}

    public Outcome accept(Caller caller, ExportTraceServiceRequest request) {
        caller.require(Permission.WRITE_TRACES);
        var project = caller.requireProject();
        var policy = policies.of(caller);
        var reading = new Reading(policy);
        for (var resource : request.getResourceSpansList()) {
            var attributes = SpanAttributes.of(resource.getResource().getAttributesList());
            for (var scope : resource.getScopeSpansList()) {
                scope.getSpansList().forEach(span -> reading.add(attributes, scope.getScope(), span));
            }
        }
        var expires = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(policy.retentionDays());
        var read = reading.inOrder();
        int stored = read.isEmpty() ? 0 : store(caller.tenant(), project, expires, read);
        received.increment(stored);
        refused.increment(reading.refused);
        return new Outcome(stored, reading.refused, reading.reason);
    }

    private int store(TenantId tenant, ProjectId project, LocalDate expires, List<ReceivedSpan> read) {
        try {
            return db.inTenant(tenant, tx -> spans.append(tx, project, expires, read));
        } catch (TransactionException e) {
            throw SpanRepository.away(e);
        }
    }

    /** The spans of one request as far as they were read. */
    private final class Reading {
        private final SpanReader reader;
        private final Map<String, ReceivedSpan> read = new LinkedHashMap<>();
        private int refused;
        private @Nullable String reason;

        Reading(PayloadPolicy policy) {
            var content = policy.capture() == PayloadPolicy.Capture.FULL ? new ContentReader(longestContent) : null;
            this.reader = new SpanReader(content, clock.instant(), settings.oldest());
        }

        void add(SpanAttributes resource, InstrumentationScope scope, Span span) {
            if (read.size() == settings.maxSpans()) {
                refuse("a request may have " + settings.maxSpans() + " spans");
                return;
            }
            try {
                var one = reader.read(span, resource, scope);
                read.putIfAbsent(one.traceId() + one.spanId(), one);
            } catch (Refused e) {
                refuse(String.valueOf(e.getMessage()));
            }
        }

        private void refuse(String why) {
            refused++;
            reason = why;
        }

        List<ReceivedSpan> inOrder() {
            return read.values().stream().sorted(ReceivedSpan.IN_ORDER).toList();
        }
    }
}
