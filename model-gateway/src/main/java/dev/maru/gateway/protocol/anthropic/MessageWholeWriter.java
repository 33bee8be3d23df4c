package dev.maru.gateway.protocol.anthropic;

import dev.maru.gateway.protocol.AnswerEvent;
import dev.maru.gateway.protocol.AnswerWriter;
import dev.maru.gateway.protocol.ClientProtocol.AnswerHead;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.SignedCallId;
import dev.maru.gateway.protocol.Usage;
import dev.maru.gateway.protocol.WholeAnswer;
import dev.maru.gateway.protocol.WholeAnswer.Block;
import tools.jackson.databind.node.ObjectNode;

/** Writes an answer as one message. */
final class MessageWholeWriter implements AnswerWriter {
    /** What stands where nothing is known yet. */
    static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0, 0, null);

    private static final byte[] NOTHING = new byte[0];

    private final AnswerHead head;
    private final WholeAnswer answer = new WholeAnswer();

    MessageWholeWriter(AnswerHead head) {
        this.head = head;
    }

    static ObjectNode message(AnswerHead head) {
        return Json.object()
                .put("id", head.id().startsWith("msg_") ? head.id() : "msg_" + head.id())
                .put("type", "message")
                .put("role", "assistant")
                .put("model", head.model());
    }

    @Override
    public byte[] write(AnswerEvent event) {
        answer.add(event);
        return NOTHING;
    }

    @Override
    public byte[] end() {
        var body = message(head);
        var content = body.putArray("content");
        answer.only().blocks().forEach(block -> content.add(block(block)));
        body.put("stop_reason", StopReasons.write(answer.only().finish())).putNull("stop_sequence");
        var usage = answer.usage();
        body.set("usage", AnthropicUsage.write(usage == null ? NONE : usage));
        return Json.bytes(body);
    }

    private static ObjectNode block(Block block) {
        return switch (block) {
            case Block.Text(StringBuilder text) -> text(text.toString());
            case Block.Refusal(StringBuilder text) -> text(text.toString());
            case Block.Thinking thinking ->
                Json.object()
                        .put("type", "thinking")
                        .put("thinking", thinking.text().toString())
                        .put("signature", thinking.signature() == null ? "" : thinking.signature());
            case Block.Hidden(String data) ->
                Json.object().put("type", "redacted_thinking").put("data", data);
            case Block.Call call -> {
                var node = toolUse(call);
                node.set("input", Json.objectOrEmpty(call.arguments().toString()));
                yield node;
            }
        };
    }

    private static ObjectNode text(String text) {
        return Json.object().put("type", "text").put("text", text);
    }

    static ObjectNode toolUse(Block.Call call) {
        return Json.object()
                .put("type", "tool_use")
                .put("id", new SignedCallId(call.id(), call.signature()).toString())
                .put("name", call.name());
    }
}
