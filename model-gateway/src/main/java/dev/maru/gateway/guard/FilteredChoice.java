package dev.maru.gateway.guard;

import dev.maru.gateway.guard.AnswerFilter.Channel;
import dev.maru.gateway.guard.text.TextMask;
import dev.maru.gateway.protocol.AnswerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One of the answers of a call, on its way through the filter. */
final class FilteredChoice {
    private final int number;
    private final AnswerFilter filter;
    private final TreeMap<Integer, StringBuilder> arguments = new TreeMap<>();
    /** What belongs behind the text that is held. */
    private final List<AnswerEvent> later = new ArrayList<>();
    /** Everything, where all of it must be seen first. */
    private final List<AnswerEvent> held = new ArrayList<>();

    private @Nullable Channel channel;
    private @Nullable TextMask mask;
    private boolean thoughtsChanged;

    FilteredChoice(int number, AnswerFilter filter) {
        this.number = number;
        this.filter = filter;
    }

    void text(Channel from, String piece, Consumer<AnswerEvent> out) {
        if (channel != from) {
            flush(out);
            thoughtsChanged &= from != Channel.THINKING;
            channel = from;
            mask = filter.checks().mask();
        }
        if (mask != null) {
            pass(from, mask.feed(piece), out);
        }
    }

    void step(AnswerEvent event, Consumer<AnswerEvent> out) {
        flush(out);
        give(event, out);
    }

    /** A signature holds for the thoughts as they were. */
    void signed(AnswerEvent event, Consumer<AnswerEvent> out) {
        flush(out);
        if (!thoughtsChanged) {
            give(event, out);
        }
        thoughtsChanged = false;
    }

    /** Calls are of no use before they are whole, so that their arguments can be read as the JSON that they are. */
    void arguments(int index, String piece) {
        arguments.computeIfAbsent(index, _ -> new StringBuilder()).append(piece);
    }

    void later(AnswerEvent event) {
        later.add(event);
    }

    void finish(@Nullable AnswerEvent finished, Consumer<AnswerEvent> out) {
        flush(out);
        arguments.forEach((index, json) -> {
            var changed = JsonTexts.changed(json.toString(), filter.checks()::whole);
            if (!filter.refused()) {
                give(new AnswerEvent.ToolArguments(number, index, changed), out);
            }
        });
        arguments.clear();
        if (filter.isWhole()) {
            decide(out);
        }
        if (finished != null && !filter.refused()) {
            out.accept(finished);
        }
    }

    private void flush(Consumer<AnswerEvent> out) {
        if (mask != null && channel != null) {
            pass(channel, mask.end(), out);
            thoughtsChanged |= channel == Channel.THINKING && mask.changed();
        }
        mask = null;
        channel = null;
        later.forEach(event -> give(event, out));
        later.clear();
    }

    private void pass(Channel from, String text, Consumer<AnswerEvent> out) {
        if (filter.refused() || text.isEmpty()) {
            return;
        }
        give(
                switch (from) {
                    case TEXT -> new AnswerEvent.Text(number, text);
                    case REFUSAL -> new AnswerEvent.Refusal(number, text);
                    case THINKING -> new AnswerEvent.Thinking(number, text);
                },
                out);
    }

    private void give(AnswerEvent event, Consumer<AnswerEvent> out) {
        if (filter.refused()) {
            return;
        }
        if (filter.isWhole()) {
            held.add(event);
        } else {
            out.accept(event);
        }
    }

    private void decide(Consumer<AnswerEvent> out) {
        var text = new StringBuilder();
        var said = new StringBuilder();
        for (var event : held) {
            switch (event) {
                case AnswerEvent.Text(int _, String piece) -> {
                    text.append(piece);
                    said.append(piece);
                }
                case AnswerEvent.Refusal(int _, String piece) -> said.append(piece);
                case AnswerEvent.Thinking(int _, String piece) -> said.append(piece);
                case AnswerEvent.ToolArguments(int _, int _, String piece) ->
                    said.append('\n').append(piece);
                default -> {}
            }
        }
        var decided = filter.refused() ? null : filter.decided(text.toString(), said.toString());
        if (decided != null) {
            release(text.toString(), decided, out);
        }
        held.clear();
    }

    private void release(String before, String decided, Consumer<AnswerEvent> out) {
        var replace = !decided.equals(before);
        for (var event : held) {
            if (replace && event instanceof AnswerEvent.Text) {
                if (!decided.isEmpty()) {
                    out.accept(new AnswerEvent.Text(number, decided));
                }
                decided = "";
            } else {
                out.accept(event);
            }
        }
    }
}
