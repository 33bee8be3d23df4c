package dev.maru.gateway.trace;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Under which names the facts of a span stand, the most telling first: Langfuse's, OpenTelemetry's for generative AI with
 * its older ones, OpenInference's, and those of the AI SDK where they cost nothing more. See docs/traces.md.
 */
final class Convention {
    static final List<String> MODEL = List.of(
            "langfuse.observation.model.name",
            "langfuse.observation.model",
            "gen_ai.response.model",
            "gen_ai.request.model",
            "llm.model_name",
            "embedding.model_name",
            "reranker.model_name",
            "ai.response.model",
            "ai.model.id");
    static final List<String> PROVIDER =
            List.of("gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system", "ai.model.provider");
    static final List<String> INPUT_TOKENS = List.of(
            "gen_ai.usage.input_tokens",
            "gen_ai.usage.prompt_tokens",
            "llm.token_count.prompt",
            "ai.usage.inputTokens",
            "ai.usage.promptTokens",
            "ai.usage.tokens");
    static final List<String> OUTPUT_TOKENS = List.of(
            "gen_ai.usage.output_tokens",
            "gen_ai.usage.completion_tokens",
            "llm.token_count.completion",
            "ai.usage.outputTokens",
            "ai.usage.completionTokens");
    static final List<String> USAGE_DETAILS = List.of("langfuse.observation.usage_details");
    static final List<String> SESSION =
            List.of("session.id", "langfuse.session.id", "langfuse.trace.session_id", "gen_ai.conversation.id");
    static final List<String> END_USER = List.of(
            "user.id", "langfuse.user.id", "langfuse.trace.user_id", "enduser.id", "ai.telemetry.metadata.userId");
    static final List<String> PROMPT_NAME = List.of(
            "langfuse.observation.prompt.name", "langfuse.prompt.name", "maru.prompt.name", "gen_ai.prompt.name");
    static final List<String> PROMPT_VERSION = List.of(
            "langfuse.observation.prompt.version",
            "langfuse.prompt.version",
            "maru.prompt.version",
            "gen_ai.prompt.version");
    static final List<String> TRACE_NAME = List.of("langfuse.trace.name");
    static final List<String> SERVICE = List.of("service.name");
    static final List<String> LEVEL = List.of("langfuse.observation.level");
    static final List<String> STATUS_MESSAGE = List.of("langfuse.observation.status_message", "error.message");
    static final List<String> OPERATION = List.of("gen_ai.operation.name");

    static final List<String> KIND = List.of(
            "langfuse.observation.type", "openinference.span.kind", "gen_ai.operation.name", "traceloop.span.kind");
    private static final Map<String, SpanKind> KINDS = Map.ofEntries(
            Map.entry("generation", SpanKind.LLM),
            Map.entry("llm", SpanKind.LLM),
            Map.entry("chat", SpanKind.LLM),
            Map.entry("text_completion", SpanKind.LLM),
            Map.entry("generate_content", SpanKind.LLM),
            Map.entry("embedding", SpanKind.EMBEDDING),
            Map.entry("embeddings", SpanKind.EMBEDDING),
            Map.entry("retriever", SpanKind.RETRIEVAL),
            Map.entry("retrieval", SpanKind.RETRIEVAL),
            Map.entry("reranker", SpanKind.RERANK),
            Map.entry("rerank", SpanKind.RERANK),
            Map.entry("tool", SpanKind.TOOL),
            Map.entry("execute_tool", SpanKind.TOOL),
            Map.entry("agent", SpanKind.AGENT),
            Map.entry("create_agent", SpanKind.AGENT),
            Map.entry("invoke_agent", SpanKind.AGENT),
            Map.entry("chain", SpanKind.CHAIN),
            Map.entry("workflow", SpanKind.CHAIN),
            Map.entry("invoke_workflow", SpanKind.CHAIN),
            Map.entry("guardrail", SpanKind.GUARDRAIL),
            Map.entry("evaluator", SpanKind.EVALUATOR),
            Map.entry("event", SpanKind.EVENT));
    /** The AI SDK makes a span of its own around each request to a model; only the inner one is the request. */
    static final List<String> AI_OPERATION = List.of("ai.operationId");

    private static final Map<String, SpanKind> AI_KINDS = Map.of(
            "ai.generateText.doGenerate", SpanKind.LLM,
            "ai.streamText.doStream", SpanKind.LLM,
            "ai.generateObject.doGenerate", SpanKind.LLM,
            "ai.streamObject.doStream", SpanKind.LLM,
            "ai.embed.doEmbed", SpanKind.EMBEDDING,
            "ai.embedMany.doEmbed", SpanKind.EMBEDDING,
            "ai.toolCall", SpanKind.TOOL);

    static final List<String> INPUT = List.of(
            "langfuse.observation.input",
            "gen_ai.input.messages",
            "llm.input_messages.",
            "gen_ai.prompt.",
            "gen_ai.prompt",
            "input.value",
            "ai.prompt.messages",
            "ai.prompt",
            "gen_ai.tool.call.arguments",
            "ai.toolCall.args",
            "gen_ai.retrieval.query.text",
            "traceloop.entity.input",
            "langfuse.trace.input");
    static final List<String> OUTPUT = List.of(
            "langfuse.observation.output",
            "gen_ai.output.messages",
            "llm.output_messages.",
            "gen_ai.completion.",
            "gen_ai.completion",
            "output.value",
            "ai.response.text",
            "ai.response.object",
            "ai.response.toolCalls",
            "gen_ai.tool.call.result",
            "ai.toolCall.result",
            "gen_ai.retrieval.documents",
            "retrieval.documents.",
            "traceloop.entity.output",
            "langfuse.trace.output");

    /** What is said stands below these, and in nothing of {@link #NOT_SAID}. */
    private static final List<String> SAID = List.of(
            "langfuse.observation.input",
            "langfuse.observation.output",
            "langfuse.trace.input",
            "langfuse.trace.output",
            "langfuse.experiment.item.",
            "gen_ai.input.messages",
            "gen_ai.output.messages",
            "gen_ai.system_instructions",
            "gen_ai.tool.definitions",
            "gen_ai.tool.call.arguments",
            "gen_ai.tool.call.result",
            "gen_ai.tool.message",
            "gen_ai.retrieval.query",
            "gen_ai.retrieval.documents",
            "gen_ai.prompt",
            "gen_ai.completion",
            "gen_ai.choice",
            "gen_ai.event.content",
            "llm.input_messages",
            "llm.output_messages",
            "llm.prompt",
            "llm.completions",
            "llm.choices",
            "llm.tools",
            "llm.function_call",
            "llm.invocation_parameters",
            "llm.request.functions",
            "input.",
            "output.",
            "retrieval.documents",
            "reranker.input_documents",
            "reranker.output_documents",
            "reranker.query",
            "embedding.embeddings",
            "embedding.text",
            "embedding.vector",
            "tool.parameters",
            "tool_arguments",
            "tool_response",
            "ai.prompt",
            "ai.response.text",
            "ai.response.object",
            "ai.response.toolCalls",
            "ai.response.reasoning",
            "ai.response.files",
            "ai.toolCall.args",
            "ai.toolCall.result",
            "ai.value",
            "ai.embedding",
            "traceloop.entity.input",
            "traceloop.entity.output",
            "mlflow.spanInputs",
            "mlflow.spanOutputs",
            "pydantic_ai.all_messages",
            "all_messages_events",
            "final_result",
            "request_data",
            "response_data");

    private static final Set<String> NOT_SAID = Set.of(
            "gen_ai.prompt.name",
            "gen_ai.prompt.version",
            "input.mime_type",
            "output.mime_type",
            "langfuse.experiment.item.id",
            "llm.prompt_template.version");

    /** Of a resource, what tells where a span comes from; the rest would be repeated with each of its spans. */
    private static final List<String> OF_RESOURCE =
            List.of("service.", "deployment.", "telemetry.sdk.", "langfuse.", "host.name", "k8s.pod.name");

    private Convention() {}

    /** Whether the attribute holds what people or models say, or what tools and documents do. */
    static boolean isSaid(String name) {
        return !NOT_SAID.contains(name) && SAID.stream().anyMatch(name::startsWith);
    }

    /** Whether the event holds a message; such stand in older instrumentations. */
    static boolean isMessage(String event) {
        return event.startsWith("gen_ai.") || event.startsWith("ai.stream.");
    }

    static boolean isOfResource(String name) {
        return OF_RESOURCE.stream().anyMatch(name::startsWith);
    }

    static SpanKind kind(SpanAttributes attributes) {
        for (var name : KIND) {
            var said = attributes.text(List.of(name), 100);
            var kind = said == null ? null : KINDS.get(said.toLowerCase(Locale.ROOT));
            if (kind != null) {
                return kind;
            }
        }
        var operation = attributes.text(AI_OPERATION, 100);
        return operation == null ? SpanKind.SPAN : AI_KINDS.getOrDefault(operation, SpanKind.SPAN);
    }
}
