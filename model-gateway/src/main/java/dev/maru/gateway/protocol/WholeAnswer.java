package dev.maru.gateway.protocol;

import dev.maru.gateway.protocol.AnswerEvent.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/** An answer put together from its events, for clients that want it in one piece. */
public final class WholeAnswer {
    private final TreeMap<Integer, Choice> choices = new TreeMap<>();
    private @Nullable Usage usage;

    /** What an answer is made of, in its order. */
    public sealed interface Block {
        record Text(StringBuilder text) implements Block {}

        record Refusal(StringBuilder text) implements Block {}

        /** Thoughts up to their signature, if there is one. */
        final class Thinking implements Block {
            private final StringBuilder text = new StringBuilder();
            private @Nullable String signature;

            public StringBuilder text() {
                return text;
            }

            public @Nullable String signature() {
                return signature;
            }
        }

        record Hidden(String data) implements Block {}

        record Call(
                int index, String id, String name, @Nullable String signature, StringBuilder arguments)
                implements Block {}
    }

    /** One of the answers that were asked for. */
    public static final class Choice {
        private final List<Block> blocks = new ArrayList<>();
        private final ArrayNode annotations = Json.array();
        private FinishReason finish = FinishReason.STOP;

        public List<Block> blocks() {
            return blocks;
        }

        public ArrayNode annotations() {
            return annotations;
        }

        public FinishReason finish() {
            return finish;
        }

        private Block.Text text() {
            if (!blocks.isEmpty() && blocks.getLast() instanceof Block.Text text) {
                return text;
            }
            var text = new Block.Text(new StringBuilder());
            blocks.add(text);
            return text;
        }

        private Block.Refusal refusal() {
            if (!blocks.isEmpty() && blocks.getLast() instanceof Block.Refusal refusal) {
                return refusal;
            }
            var refusal = new Block.Refusal(new StringBuilder());
            blocks.add(refusal);
            return refusal;
        }

        private Block.Thinking thinking() {
            if (!blocks.isEmpty()
                    && blocks.getLast() instanceof Block.Thinking thinking
                    && thinking.signature == null) {
                return thinking;
            }
            var thinking = new Block.Thinking();
            blocks.add(thinking);
            return thinking;
        }

        private void argue(int index, String piece) {
            for (var block : blocks) {
                if (block instanceof Block.Call call && call.index() == index) {
                    call.arguments().append(piece);
                }
            }
        }
    }

    public void add(AnswerEvent event) {
        switch (event) {
            case AnswerEvent.Started _, AnswerEvent.Failed _ -> {}
            case AnswerEvent.Text(int index, String text) ->
                choice(index).text().text().append(text);
            case AnswerEvent.Refusal(int index, String text) ->
                choice(index).refusal().text().append(text);
            case AnswerEvent.Thinking(int index, String text) ->
                choice(index).thinking().text().append(text);
            case AnswerEvent.ThinkingSigned(int index, String signature) ->
                choice(index).thinking().signature = signature;
            case AnswerEvent.HiddenThinking(int index, String data) ->
                choice(index).blocks.add(new Block.Hidden(data));
            case AnswerEvent.ToolCallBegun call ->
                choice(call.choice())
                        .blocks
                        .add(new Block.Call(
                                call.index(), call.id(), call.name(), call.signature(), new StringBuilder()));
            case AnswerEvent.ToolArguments(int index, int call, String piece) ->
                choice(index).argue(call, piece);
            case AnswerEvent.Annotated annotated ->
                annotated.annotations().forEach(choice(annotated.choice()).annotations::add);
            case AnswerEvent.Finished(int index, FinishReason reason) -> choice(index).finish = reason;
            case AnswerEvent.Used(Usage used) -> usage = used;
        }
    }

    private Choice choice(int index) {
        return choices.computeIfAbsent(index, _ -> new Choice());
    }

    /** At least one, by its number. */
    public SortedMap<Integer, Choice> choices() {
        choice(0);
        return choices;
    }

    /** The first answer, for protocols that have no second. */
    public Choice only() {
        return choice(0);
    }

    public @Nullable Usage usage() {
        return usage;
    }
}
