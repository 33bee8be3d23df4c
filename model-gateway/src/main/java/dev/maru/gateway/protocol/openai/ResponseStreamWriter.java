package dev.maru.gateway.protocol.openai;

import dev.maru.gateway.protocol.AnswerEvent;
import dev.maru.gateway.protocol.AnswerWriter;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.Sse;
import dev.maru.gateway.protocol.WholeAnswer;
import dev.maru.gateway.protocol.WholeAnswer.Block;
import java.util.BitSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes an answer as the events of a response: each block of it is an item. */
final class ResponseStreamWriter implements AnswerWriter {
    private final ResponseObject object;
    private final WholeAnswer answer = new WholeAnswer();
    private final Sse frames = new Sse();
    private final BitSet closed = new BitSet();
    private final ArrayNode annotations = Json.array();
    private int sequence;
    private int opened;
    private boolean begun;
    private boolean failed;

    ResponseStreamWriter(ResponseObject object) {
        this.object = object;
    }

    @Override
    public byte[] write(AnswerEvent event) {
        begin();
        answer.add(event);
        if (answer.only().blocks().size() > opened) {
            open();
        }
        switch (event) {
            case AnswerEvent.Text(int choice, String text) -> {
                if (choice == 0) {
                    var delta = atPart("response.output_text.delta", opened - 1).put("delta", text);
                    delta.putArray("logprobs");
                    send(delta);
                }
            }
            case AnswerEvent.Refusal(int choice, String text) -> {
                if (choice == 0) {
                    send(atPart("response.refusal.delta", opened - 1).put("delta", text));
                }
            }
            case AnswerEvent.Thinking(int choice, String text) -> {
                if (choice == 0) {
                    send(atSummary("response.reasoning_summary_text.delta", opened - 1)
                            .put("delta", text));
                }
            }
            case AnswerEvent.ToolArguments(int choice, int index, String piece) -> {
                if (choice == 0) {
                    argue(index, piece);
                }
            }
            case AnswerEvent.Annotated annotated -> annotate(annotated);
            case AnswerEvent.Failed(var fault) -> {
                failed = true;
                send(ResponseObject.error(fault));
                send(withResponse("response.failed", object.failed(answer, fault)));
            }
            case AnswerEvent.Started _,
                    AnswerEvent.ThinkingSigned _,
                    AnswerEvent.HiddenThinking _,
                    AnswerEvent.ToolCallBegun _,
                    AnswerEvent.Finished _,
                    AnswerEvent.Used _ -> {}
        }
        return frames.take();
    }

    private void begin() {
        if (!begun) {
            begun = true;
            send(withResponse("response.created", object.inProgress()));
            send(withResponse("response.in_progress", object.inProgress()));
        }
    }

    private void argue(int call, String piece) {
        int index = 0;
        for (var block : answer.only().blocks()) {
            if (block instanceof Block.Call known && known.index() == call) {
                send(at("response.function_call_arguments.delta", index).put("delta", piece));
            }
            index++;
        }
    }

    private void annotate(AnswerEvent.Annotated annotated) {
        if (opened == 0 || !(block(opened - 1) instanceof Block.Text)) {
            return;
        }
        for (var annotation : ResponseObject.annotations(annotated.annotations())) {
            var event = atPart("response.output_text.annotation.added", opened - 1)
                    .put("annotation_index", annotations.size());
            event.set("annotation", annotation);
            annotations.add(annotation);
            send(event);
        }
    }

    /** Opens the item of a new block; of those before it only calls may go on. */
    private void open() {
        if (opened > 0 && !(block(opened - 1) instanceof Block.Call)) {
            close(opened - 1);
        }
        int index = opened++;
        annotations.removeAll();
        var block = block(index);
        var item = object.item(index, empty(block), "in_progress", Json.array());
        send(item("response.output_item.added", index, item));
        switch (block) {
            case Block.Text _ ->
                send(part("response.content_part.added", index, ResponseObject.textPart("", Json.array())));
            case Block.Refusal _ -> send(part("response.content_part.added", index, ResponseObject.refusalPart("")));
            case Block.Thinking thinking -> {
                if (!thinking.text().isEmpty()) {
                    send(summary("response.reasoning_summary_part.added", index, ""));
                }
            }
            case Block.Hidden _, Block.Call _ -> {}
        }
    }

    private static Block empty(Block block) {
        return switch (block) {
            case Block.Text _ -> new Block.Text(new StringBuilder());
            case Block.Refusal _ -> new Block.Refusal(new StringBuilder());
            case Block.Thinking _ -> new Block.Thinking();
            case Block.Hidden hidden -> hidden;
            case Block.Call call ->
                new Block.Call(call.index(), call.id(), call.name(), call.signature(), new StringBuilder());
        };
    }

    private void close(int index) {
        if (closed.get(index)) {
            return;
        }
        closed.set(index);
        var block = block(index);
        switch (block) {
            case Block.Text(StringBuilder text) -> {
                var done = atPart("response.output_text.done", index).put("text", text.toString());
                done.putArray("logprobs");
                send(done);
                send(part(
                        "response.content_part.done",
                        index,
                        ResponseObject.textPart(text.toString(), annotations.deepCopy())));
            }
            case Block.Refusal(StringBuilder text) -> {
                send(atPart("response.refusal.done", index).put("refusal", text.toString()));
                send(part("response.content_part.done", index, ResponseObject.refusalPart(text.toString())));
            }
            case Block.Thinking thinking -> {
                if (!thinking.text().isEmpty()) {
                    var text = thinking.text().toString();
                    send(atSummary("response.reasoning_summary_text.done", index)
                            .put("text", text));
                    send(summary("response.reasoning_summary_part.done", index, text));
                }
            }
            case Block.Call call ->
                send(at("response.function_call_arguments.done", index)
                        .put("name", call.name())
                        .put("arguments", call.arguments().toString()));
            case Block.Hidden _ -> {}
        }
        send(item("response.output_item.done", index, object.item(index, block, "completed", annotations.deepCopy())));
    }

    private Block block(int index) {
        return answer.only().blocks().get(index);
    }

    private ObjectNode at(String type, int index) {
        return Json.object()
                .put("type", type)
                .put("item_id", object.itemId(index, block(index)))
                .put("output_index", index);
    }

    private ObjectNode atPart(String type, int index) {
        return at(type, index).put("content_index", 0);
    }

    private ObjectNode atSummary(String type, int index) {
        return at(type, index).put("summary_index", 0);
    }

    private ObjectNode part(String type, int index, ObjectNode part) {
        var event = atPart(type, index);
        event.set("part", part);
        return event;
    }

    private ObjectNode summary(String type, int index, String text) {
        var event = atSummary(type, index);
        event.set("part", ResponseObject.summaryPart(text));
        return event;
    }

    private static ObjectNode item(String type, int index, ObjectNode item) {
        var event = Json.object().put("type", type).put("output_index", index);
        event.set("item", item);
        return event;
    }

    private static ObjectNode withResponse(String type, ObjectNode response) {
        var event = Json.object().put("type", type);
        event.set("response", response);
        return event;
    }

    private void send(ObjectNode event) {
        event.put("sequence_number", sequence++);
        frames.add(Json.text(event, "type"), event);
    }

    @Override
    public byte[] end() {
        if (failed) {
            return new byte[0];
        }
        begin();
        for (int index = 0; index < opened; index++) {
            close(index);
        }
        var ended = object.ended(answer);
        send(withResponse("response." + Json.text(ended, "status"), ended));
        return frames.take();
    }
}
