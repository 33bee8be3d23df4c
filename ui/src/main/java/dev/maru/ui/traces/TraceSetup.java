package dev.maru.ui.traces;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** How applications send their spans here. */
final class TraceSetup {
    private TraceSetup() {}

    static Map<String, String> of(URI publicUrl) {
        var text = publicUrl.toString();
        var base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        var variables = """
                export OTEL_SERVICE_NAME=my-app
                export OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=http/protobuf
                export OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=%s/v1/traces
                export OTEL_EXPORTER_OTLP_TRACES_HEADERS="Authorization=Bearer%%20$MARU_KEY"
                export OTEL_METRICS_EXPORTER=none OTEL_LOGS_EXPORTER=none
                """.formatted(base);
        var all = new LinkedHashMap<String, String>();
        all.put("Python", """
                pip install opentelemetry-distro opentelemetry-exporter-otlp-proto-http \\
                  opentelemetry-instrumentation-openai-v2 opentelemetry-instrumentation-httpx
                """ + variables + "opentelemetry-instrument python app.py");
        all.put(
                "Node.js",
                "npm install @opentelemetry/api @opentelemetry/auto-instrumentations-node\n" + variables
                        + "node --require @opentelemetry/auto-instrumentations-node/register app.js");
        all.put("Langfuse", """
                export LANGFUSE_BASE_URL=%s
                export LANGFUSE_PUBLIC_KEY=key_…
                export LANGFUSE_SECRET_KEY=maru_…""".formatted(base));
        return all;
    }
}
