package dev.maru.gateway.protocol.anthropic;

import dev.maru.gateway.protocol.AnswerEvent;
import dev.maru.gateway.protocol.AnswerWriter;
import dev.maru.gateway.protocol.ClientProtocol.AnswerHead;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.Sse;
import dev.maru.gateway.protocol.Usage;
import dev.maru.gateway.protocol.WholeAnswer;
import dev.maru.gateway.protocol.WholeAnswer.Block;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes an answer as the events of a message. Its blocks come one after the other: while a call is not complete, what
 * belongs to later blocks is held back.
 */
final class MessageStreamWriter implements AnswerWriter {
    private static final int MOST_LOOKS = 64;

    private final AnswerHead head;
    private final Sse frames = new Sse();
    private final WholeAnswer answer = new WholeAnswer();
    /** The place of the block that is being written. */
    private int live;

    private boolean open;
    /** How much of its text has been written. */
    private int written;
    /** How often it was parsed to see whether it is whole. */
    private int looks;

    private boolean begun;
    private boolean failed;

    MessageStreamWriter(AnswerHead head) {
        this.head = head;
    }

    @Override
    public byte[] write(AnswerEvent event) {
        answer.add(event);
        if (event instanceof AnswerEvent.Failed(var fault)) {
            failed = true;
            frames.add("error", AnthropicFaults.body(fault));
        } else if (!(event instanceof AnswerEvent.Started)) {
            // What is known of the input's size stands in the first event: one more event may bring it.
            begin();
            advance(false);
        }
        return frames.take();
    }

    private void begin() {
        if (begun) {
            return;
        }
        begun = true;
        var message = MessageWholeWriter.message(head);
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        message.set("usage", AnthropicUsage.write(usage()));
        var start = Json.object().put("type", "message_start");
        start.set("message", message);
        send(start);
    }

    private Usage usage() {
        var usage = answer.usage();
        return usage == null ? MessageWholeWriter.NONE : usage;
    }

    /** Writes as far as it can be written. */
    private void advance(boolean over) {
        var blocks = answer.only().blocks();
        while (live < blocks.size()) {
            var block = blocks.get(live);
            if (!open) {
                open(block);
            }
            pieces(block);
            boolean more = live + 1 < blocks.size();
            if (!over && !(more && isComplete(block))) {
                return;
            }
            close(block);
        }
    }

    /** Calls whose pieces come mixed are looked at a few times only; the end of the answer closes them all. */
    private boolean isComplete(Block block) {
        if (!(block instanceof Block.Call call)) {
            return true;
        }
        var arguments = call.arguments();
        if (!endsObject(arguments) || looks >= MOST_LOOKS) {
            return false;
        }
        looks++;
        try {
            return Json.MAPPER.readTree(arguments.toString()).isObject();
        } catch (JacksonException e) {
            return false;
        }
    }

    private static boolean endsObject(StringBuilder json) {
        int last = json.length() - 1;
        while (last >= 0 && Character.isWhitespace(json.charAt(last))) {
            last--;
        }
        return last >= 0 && json.charAt(last) == '}';
    }

    private void open(Block block) {
        open = true;
        written = 0;
        looks = 0;
        var content = switch (block) {
            case Block.Text _, Block.Refusal _ ->
                Json.object().put("type", "text").put("text", "");
            case Block.Thinking _ ->
                Json.object().put("type", "thinking").put("thinking", "").put("signature", "");
            case Block.Hidden(String data) ->
                Json.object().put("type", "redacted_thinking").put("data", data);
            case Block.Call call -> {
                var node = MessageWholeWriter.toolUse(call);
                node.putObject("input");
                yield node;
            }
        };
        var start = Json.object().put("type", "content_block_start").put("index", live);
        start.set("content_block", content);
        send(start);
    }

    private void pieces(Block block) {
        switch (block) {
            case Block.Text(StringBuilder text) -> piece(text, "text_delta", "text");
            case Block.Refusal(StringBuilder text) -> piece(text, "text_delta", "text");
            case Block.Thinking thinking -> piece(thinking.text(), "thinking_delta", "thinking");
            case Block.Call call -> piece(call.arguments(), "input_json_delta", "partial_json");
            case Block.Hidden _ -> {}
        }
    }

    private void piece(StringBuilder text, String type, String field) {
        if (text.length() > written) {
            delta(Json.object().put("type", type).put(field, text.substring(written)));
            written = text.length();
        }
    }

    private void close(Block block) {
        if (block instanceof Block.Thinking thinking) {
            signature(thinking.signature());
        }
        send(Json.object().put("type", "content_block_stop").put("index", live));
        open = false;
        live++;
    }

    private void signature(@Nullable String signature) {
        if (signature != null) {
            delta(Json.object().put("type", "signature_delta").put("signature", signature));
        }
    }

    private void delta(ObjectNode delta) {
        var event = Json.object().put("type", "content_block_delta").put("index", live);
        event.set("delta", delta);
        send(event);
    }

    private void send(ObjectNode event) {
        frames.add(Json.text(event, "type"), event);
    }

    @Override
    public byte[] end() {
        if (failed) {
            return new byte[0];
        }
        begin();
        advance(true);
        var end = Json.object().put("type", "message_delta");
        end.putObject("delta")
                .put("stop_reason", StopReasons.write(answer.only().finish()))
                .putNull("stop_sequence");
        end.set("usage", AnthropicUsage.write(usage()));
        send(end);
        send(Json.object().put("type", "message_stop"));
        return frames.take();
    }
}
