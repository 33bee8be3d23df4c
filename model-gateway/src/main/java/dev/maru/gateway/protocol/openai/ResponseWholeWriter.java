package dev.maru.gateway.protocol.openai;

import dev.maru.gateway.protocol.AnswerEvent;
import dev.maru.gateway.protocol.AnswerWriter;
import dev.maru.gateway.protocol.Json;
import dev.maru.gateway.protocol.WholeAnswer;

/** Writes an answer as one response. */
final class ResponseWholeWriter implements AnswerWriter {
    private static final byte[] NOTHING = new byte[0];

    private final ResponseObject object;
    private final WholeAnswer answer = new WholeAnswer();

    ResponseWholeWriter(ResponseObject object) {
        this.object = object;
    }

    @Override
    public byte[] write(AnswerEvent event) {
        answer.add(event);
        return NOTHING;
    }

    @Override
    public byte[] end() {
        return Json.bytes(object.ended(answer));
    }
}
