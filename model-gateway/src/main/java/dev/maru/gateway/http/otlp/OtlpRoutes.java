package dev.maru.gateway.http.otlp;

import static dev.maru.core.tenancy.Permission.WRITE_TRACES;

import dev.maru.core.route.Route;
import dev.maru.core.route.Routes;
import dev.maru.gateway.trace.IngestGate;
import dev.maru.gateway.trace.TraceIngest;
import dev.maru.gateway.trace.TraceSettings;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OtlpRoutes {
    private static final String TRACES = "/v1/traces";
    private static final String LANGFUSE = "/api/public/otel/v1/traces";
    /** For clients whose setting is the whole address and not its beginning. */
    private static final String LANGFUSE_SHORT = "/api/public/otel";

    @Bean
    ServletRegistrationBean<TraceServlet> traceServlet(TraceIngest ingest, IngestGate gate, TraceSettings settings) {
        return new ServletRegistrationBean<>(
                new TraceServlet(ingest, gate, settings), TRACES, LANGFUSE, LANGFUSE_SHORT);
    }

    @Bean
    Routes traceRoutes() {
        return Routes.of(
                Route.runtime("POST", TRACES, WRITE_TRACES),
                Route.runtime("POST", LANGFUSE, WRITE_TRACES),
                Route.runtime("POST", LANGFUSE_SHORT, WRITE_TRACES));
    }
}
