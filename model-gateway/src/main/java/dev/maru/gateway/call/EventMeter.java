package dev.maru.gateway.call;

import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.guard.AnswerFilter;
import dev.maru.gateway.protocol.AnswerEvent;
import dev.maru.gateway.protocol.AnswerEvent.FinishReason;
import dev.maru.gateway.protocol.AnswerReader;
import dev.maru.gateway.protocol.AnswerWriter;
import dev.maru.gateway.protocol.ProviderFault;
import dev.maru.gateway.protocol.Usage;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Follows an answer of any protocol; with a writer it turns the answer into the client's own protocol as it goes. */
final class EventMeter implements Meter {
    private static final int TEXT_LIMIT = 4 << 20;

    private final AnswerReader reader;
    private final @Nullable AnswerWriter writer;
    private final byte[] endMark;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream translated = new ByteArrayOutputStream();
    private @Nullable Usage usage;
    private @Nullable ProviderFault fault;
    private boolean sawOutput;
    private boolean cut;
    private boolean said;
    private final @Nullable AnswerFilter filter;

    /**
     * @param writer null: the provider's bytes pass as they are
     * @param endMark what ends a stream of those where the provider forgot to
     * @param filter stands before the writer, null if nothing does
     */
    EventMeter(AnswerReader reader, @Nullable AnswerWriter writer, byte[] endMark, @Nullable AnswerFilter filter) {
        this.reader = reader;
        this.writer = writer;
        this.endMark = endMark;
        this.filter = filter;
    }

    @Override
    public void event(@Nullable String name, byte[] data) {
        begin();
        reader.event(name, data, this::take);
        if (filter != null && reader.ended()) {
            filter.end(this::pass);
        }
    }

    @Override
    public void whole(byte[] body) {
        begin();
        reader.whole(body, this::take);
        if (filter != null) {
            filter.end(this::pass);
        }
    }

    private void begin() {
        sawOutput = false;
        translated.reset();
    }

    private void take(AnswerEvent event) {
        switch (event) {
            case AnswerEvent.Text piece -> output(piece.text());
            case AnswerEvent.Refusal piece -> output(piece.text());
            case AnswerEvent.Thinking piece -> output(piece.text());
            case AnswerEvent.ToolCallBegun call -> output(call.name());
            case AnswerEvent.ToolArguments piece -> output(piece.piece());
            case AnswerEvent.Used used -> usage = used.usage();
            case AnswerEvent.Failed failed -> fault = failed.fault();
            case AnswerEvent.Started _,
                    AnswerEvent.ThinkingSigned _,
                    AnswerEvent.HiddenThinking _,
                    AnswerEvent.Annotated _ -> {}
            case AnswerEvent.Finished finished ->
                cut |= finished.reason() == FinishReason.LENGTH || finished.reason() == FinishReason.CONTENT_FILTER;
        }
        if (filter == null) {
            pass(event);
        } else if (!(event instanceof AnswerEvent.Failed)) {
            filter.accept(event, this::pass);
        }
    }

    private void pass(AnswerEvent event) {
        sawOutput |= switch (event) {
            case AnswerEvent.Text piece -> !piece.text().isEmpty();
            case AnswerEvent.Refusal piece -> !piece.text().isEmpty();
            case AnswerEvent.Thinking piece -> !piece.text().isEmpty();
            case AnswerEvent.ToolCallBegun call -> !call.name().isEmpty();
            case AnswerEvent.ToolArguments piece -> !piece.piece().isEmpty();
            default -> false;
        };
        if (writer != null && !(event instanceof AnswerEvent.Failed)) {
            translated.writeBytes(writer.write(event));
        }
    }

    private void output(String piece) {
        if (!piece.isEmpty()) {
            said = true;
            if (text.length() < TEXT_LIMIT) {
                text.append(piece);
            }
        }
    }

    @Override
    public boolean usageReported() {
        return usage != null;
    }

    @Override
    public @Nullable TokenCounts usage() {
        return usage == null ? null : usage.counts();
    }

    @Override
    public @Nullable String serviceTier() {
        return usage == null ? null : usage.serviceTier();
    }

    @Override
    public @Nullable ProviderFault fault() {
        return fault;
    }

    @Override
    public CharSequence text() {
        return text;
    }

    @Override
    public boolean sawOutput() {
        return sawOutput;
    }

    @Override
    public boolean holds() {
        return filter != null && said;
    }

    @Override
    public @Nullable PlatformException denial() {
        return filter == null ? null : filter.denial();
    }

    @Override
    public boolean ended() {
        return reader.ended();
    }

    @Override
    public boolean complete() {
        return reader.complete();
    }

    @Override
    public boolean whole() {
        return complete() && !cut;
    }

    @Override
    public boolean passes() {
        return writer == null;
    }

    @Override
    public boolean hidden() {
        return false;
    }

    @Override
    public byte @Nullable [] translated() {
        return writer == null ? null : translated.toByteArray();
    }

    @Override
    public byte[] end() {
        return writer == null ? endMark.clone() : writer.end();
    }

    @Override
    public byte @Nullable [] failure(ProviderFault failure) {
        return writer == null ? null : writer.write(new AnswerEvent.Failed(failure));
    }
}
