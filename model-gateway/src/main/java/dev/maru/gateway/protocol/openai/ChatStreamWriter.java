package dev.maru.gateway.protocol.openai;

import dev.maru.gateway.protocol.AnswerEvent;
import dev.maru.gateway.protocol.AnswerWriter;
import dev.maru.gateway.protocol.ClientProtocol.AnswerHead;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.Sse;
import dev.maru.gateway.protocol.Usage;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes an answer as chunks of a chat completion. */
final class ChatStreamWriter implements AnswerWriter {
    private final AnswerHead head;
    private final Sse frames = new Sse();
    private final BitSet begun = new BitSet();
    private final Map<Integer, StringBuilder> thoughts = new HashMap<>();
    private @Nullable Usage usage;
    private boolean failed;

    ChatStreamWriter(AnswerHead head) {
        this.head = head;
    }

    @Override
    public byte[] write(AnswerEvent event) {
        switch (event) {
            case AnswerEvent.Started _ -> {}
            case AnswerEvent.Text(int choice, String text) ->
                delta(choice, Json.object().put("content", text));
            case AnswerEvent.Refusal(int choice, String text) ->
                delta(choice, Json.object().put("refusal", text));
            case AnswerEvent.Thinking(int choice, String text) -> {
                thoughts.computeIfAbsent(choice, _ -> new StringBuilder()).append(text);
                delta(choice, Json.object().put("reasoning_content", text));
            }
            case AnswerEvent.ThinkingSigned(int choice, String signature) -> {
                var text = thoughts.remove(choice);
                block(
                        choice,
                        Json.object()
                                .put("type", "thinking")
                                .put("thinking", text == null ? "" : text.toString())
                                .put("signature", signature));
            }
            case AnswerEvent.HiddenThinking(int choice, String data) ->
                block(choice, Json.object().put("type", "redacted_thinking").put("data", data));
            case AnswerEvent.ToolCallBegun call -> call(call);
            case AnswerEvent.ToolArguments(int choice, int index, String piece) -> {
                var delta = Json.object();
                delta.putArray("tool_calls")
                        .addObject()
                        .put("index", index)
                        .putObject("function")
                        .put("arguments", piece);
                delta(choice, delta);
            }
            case AnswerEvent.Annotated annotated -> {
                var delta = Json.object();
                delta.set("annotations", annotated.annotations());
                delta(annotated.choice(), delta);
            }
            case AnswerEvent.Finished(int choice, AnswerEvent.FinishReason reason) -> {
                begin(choice);
                chunk(choice, Json.object(), FinishWords.write(reason));
            }
            case AnswerEvent.Used(Usage used) -> usage = used;
            case AnswerEvent.Failed(var fault) -> {
                failed = true;
                frames.add(null, OpenAiFaults.body(fault));
            }
        }
        return frames.take();
    }

    private void call(AnswerEvent.ToolCallBegun call) {
        var delta = Json.object();
        var node = delta.putArray("tool_calls")
                .addObject()
                .put("index", call.index())
                .put("id", call.id())
                .put("type", "function");
        node.putObject("function").put("name", call.name()).put("arguments", "");
        if (call.signature() != null) {
            node.putObject("extra_content").putObject("google").put("thought_signature", call.signature());
        }
        delta(call.choice(), delta);
    }

    private void block(int choice, ObjectNode block) {
        var delta = Json.object();
        delta.putArray("thinking_blocks").add(block);
        delta(choice, delta);
    }

    private void delta(int choice, ObjectNode delta) {
        begin(choice);
        chunk(choice, delta, null);
    }

    private void begin(int choice) {
        if (!begun.get(choice)) {
            begun.set(choice);
            chunk(choice, Json.object().put("role", "assistant").put("content", ""), null);
        }
    }

    private void chunk(int choice, ObjectNode delta, @Nullable String finish) {
        var chunk = top();
        var node = chunk.putArray("choices").addObject().put("index", choice);
        node.set("delta", delta);
        node.putNull("logprobs").put("finish_reason", finish);
        if (head.usageAsked()) {
            chunk.putNull("usage");
        }
        frames.add(null, chunk);
    }

    private ObjectNode top() {
        return Json.object()
                .put("id", ChatWholeWriter.id(head))
                .put("object", "chat.completion.chunk")
                .put("created", head.created())
                .put("model", head.model());
    }

    @Override
    public byte[] end() {
        if (failed) {
            return new byte[0];
        }
        if (head.usageAsked() && usage != null) {
            var last = top();
            last.putArray("choices");
            last.set("usage", OpenAiUsage.chat(usage));
            frames.add(null, last);
        }
        frames.add(null, "[DONE]");
        return frames.take();
    }
}
