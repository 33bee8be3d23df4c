package dev.maru.gateway.app;

import dev.maru.core.audit.AuditTrail;
import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.RequestId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Scope;
import dev.maru.gateway.PromptSource;
import dev.maru.gateway.StreamGuard;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/** Boots the gateway and what it needs; a credential names its caller, since who calls is not what is tested here. */
@SpringBootApplication(scanBasePackages = {"dev.maru.gateway", "dev.maru.platform"})
public class GatewayProgram {
    public static void main(String[] arguments) {
        SpringApplication.run(GatewayProgram.class, arguments);
    }

    @Bean
    RecordingAudit audit() {
        return new RecordingAudit();
    }

    @Bean
    AuditTrail auditTrail(RecordingAudit audit) {
        return audit;
    }

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    @Bean
    InMemorySpanExporter spans() {
        return InMemorySpanExporter.create();
    }

    @Bean
    OpenTelemetry telemetry(InMemorySpanExporter spans) {
        return OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .build();
    }

    @Bean
    Revocations revocations() {
        return new Revocations();
    }

    @Bean
    StreamGuard streamGuard(Revocations revocations) {
        return caller -> !revocations.revoked(caller);
    }

    @Bean
    PromptSource promptSource() {
        return new OnePrompt();
    }

    @Bean
    FilterRegistrationBean<Filter> edge() {
        var filter = new FilterRegistrationBean<Filter>((request, response, chain) -> {
            var caller = caller((HttpServletRequest) request);
            request.setAttribute(Caller.class.getName(), caller);
            request.setAttribute(RequestId.class.getName(), caller.requestId());
            chain.doFilter(request, response);
        });
        filter.addUrlPatterns("/v1/*");
        return filter;
    }

    /** {@code Bearer <tenant>|<project>|<key>[|<model>…]} */
    private static Caller caller(HttpServletRequest request) {
        var parts = List.of(
                request.getHeader("authorization").substring("Bearer ".length()).split("\\|"));
        var key = new Actor.Key(ApiKeyId.parse(parts.get(2)), "test key", Set.copyOf(parts.subList(3, parts.size())));
        return new Caller(
                key,
                TenantId.parse(parts.get(0)),
                ProjectId.parse(parts.get(1)),
                Scope.CALL.permissions(),
                RequestId.next(),
                "127.0.0.1");
    }
}
