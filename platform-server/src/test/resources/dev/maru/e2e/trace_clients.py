"""Sends traces with OpenTelemetry's own exporter and with Langfuse's client, both as an application would."""
import json
import os
import urllib.request

base = os.environ["LANGFUSE_BASE_URL"]

from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.propagate import inject
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

provider = TracerProvider(resource=Resource.create({"service.name": "python-app"}))
exporter = OTLPSpanExporter(
    endpoint=base + "/v1/traces",
    headers={"authorization": "Bearer " + os.environ["MARU_KEY"]},
    compression=Compression.Gzip,
)
provider.add_span_processor(BatchSpanProcessor(exporter))
tracer = provider.get_tracer("test")
with tracer.start_as_current_span("python-plain"):
    with tracer.start_as_current_span("chat gpt-test") as span:
        span.set_attribute("gen_ai.operation.name", "chat")
        span.set_attribute("gen_ai.request.model", "gpt-test")
        span.set_attribute("gen_ai.usage.input_tokens", 3)
        headers = {"Authorization": "Bearer " + os.environ["MARU_KEY"], "Content-Type": "application/json"}
        inject(headers)
        body = {"model": "maru/offline", "messages": [{"role": "user", "content": "Maru is a hall. What is it?"}]}
        request = urllib.request.Request(base + "/v1/chat/completions", json.dumps(body).encode(), headers)
        urllib.request.urlopen(request).read()
assert provider.force_flush()

from langfuse import Langfuse, propagate_attributes

client = Langfuse()
with client.start_as_current_observation(name="langfuse-trace", as_type="agent"):
    with propagate_attributes(session_id="langfuse-session", user_id="langfuse-user", tags=["test"]):
        with client.start_as_current_observation(
            name="answer",
            as_type="generation",
            model="gpt-test",
            input=[{"role": "user", "content": "hello"}],
            usage_details={"input": 10, "input_cached_tokens": 1, "output": 5},
        ) as generation:
            generation.update(output="hi")
        with client.start_as_current_observation(name="look up", as_type="tool") as tool:
            tool.update(level="ERROR", status_message="nothing found")
client.flush()
