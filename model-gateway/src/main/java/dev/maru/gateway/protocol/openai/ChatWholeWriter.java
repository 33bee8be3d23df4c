package dev.maru.gateway.protocol.openai;

import dev.maru.gateway.protocol.AnswerEvent;
import dev.maru.gateway.protocol.AnswerWriter;
import dev.maru.gateway.protocol.ClientProtocol.AnswerHead;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.WholeAnswer;
import dev.maru.gateway.protocol.WholeAnswer.Block;
import dev.maru.gateway.protocol.WholeAnswer.Choice;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes an answer as one chat completion. */
final class ChatWholeWriter implements AnswerWriter {
    private static final byte[] NOTHING = new byte[0];

    private final AnswerHead head;
    private final WholeAnswer answer = new WholeAnswer();

    ChatWholeWriter(AnswerHead head) {
        this.head = head;
    }

    static String id(AnswerHead head) {
        return head.id().startsWith("chatcmpl-") ? head.id() : "chatcmpl-" + head.id();
    }

    @Override
    public byte[] write(AnswerEvent event) {
        answer.add(event);
        return NOTHING;
    }

    @Override
    public byte[] end() {
        var body = Json.object()
                .put("id", id(head))
                .put("object", "chat.completion")
                .put("created", head.created())
                .put("model", head.model());
        var choices = body.putArray("choices");
        answer.choices().forEach((index, choice) -> {
            var node = choices.addObject().put("index", index);
            node.set("message", message(choice));
            node.putNull("logprobs").put("finish_reason", FinishWords.write(choice.finish()));
        });
        var usage = answer.usage();
        if (usage != null) {
            body.set("usage", OpenAiUsage.chat(usage));
            if (usage.serviceTier() != null) {
                body.put("service_tier", usage.serviceTier());
            }
        }
        return Json.bytes(body);
    }

    private static ObjectNode message(Choice choice) {
        var text = new StringBuilder();
        var refusal = new StringBuilder();
        var thoughts = new StringBuilder();
        var blocks = Json.array();
        var calls = Json.array();
        for (var block : choice.blocks()) {
            switch (block) {
                case Block.Text said -> text.append(said.text());
                case Block.Refusal refused -> refusal.append(refused.text());
                case Block.Thinking thought -> {
                    thoughts.append(thought.text());
                    if (thought.signature() != null) {
                        blocks.addObject()
                                .put("type", "thinking")
                                .put("thinking", thought.text().toString())
                                .put("signature", thought.signature());
                    }
                }
                case Block.Hidden(String data) ->
                    blocks.addObject().put("type", "redacted_thinking").put("data", data);
                case Block.Call call -> {
                    var node = calls.addObject().put("id", call.id()).put("type", "function");
                    node.putObject("function")
                            .put("name", call.name())
                            .put("arguments", call.arguments().toString());
                    if (call.signature() != null) {
                        node.putObject("extra_content").putObject("google").put("thought_signature", call.signature());
                    }
                }
            }
        }
        var message = Json.object().put("role", "assistant");
        message.put("content", text.isEmpty() && (!calls.isEmpty() || !refusal.isEmpty()) ? null : text.toString());
        message.put("refusal", refusal.isEmpty() ? null : refusal.toString());
        if (!thoughts.isEmpty()) {
            message.put("reasoning_content", thoughts.toString());
        }
        set(message, "thinking_blocks", blocks);
        set(message, "tool_calls", calls);
        set(message, "annotations", choice.annotations());
        return message;
    }

    private static void set(ObjectNode message, String field, ArrayNode values) {
        if (!values.isEmpty()) {
            message.set(field, values);
        }
    }
}
