package dev.maru.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.id.GuardrailId;
import dev.maru.core.id.ProjectId;
import dev.maru.gateway.guard.Guardrail.Action;
import dev.maru.gateway.guard.Guardrail.Stage;
import dev.maru.gateway.guard.text.PiiKind;
import dev.maru.gateway.protocol.AnswerEvent;
import dev.maru.gateway.protocol.AnswerEvent.FinishReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnswerFilterTest {
    private static final String TEXT =
            "연락처는 hong@example.com 이고 전화는 010-1234-5678 입니다. The card is 4111 1111 1111 1111, thanks a lot.";
    private static final String MASKED = "연락처는 [EMAIL] 이고 전화는 [PHONE] 입니다. The card is [CARD], thanks a lot.";

    private final List<AnswerEvent> out = new ArrayList<>();
    private final FoundInCall found = new FoundInCall();

    private AnswerFilter filter(Action action) {
        var data =
                new GuardrailData("pii", null, Stage.OUTPUT, action, new Check.Pii(EnumSet.allOf(PiiKind.class)), true);
        var guardrail =
                new Guardrail(GuardrailId.next(), ProjectId.next(), 0, data, false, Instant.EPOCH, Instant.EPOCH);
        return new AnswerFilter(List.of(ActiveGuardrail.of(guardrail, null)), found, null, (rail, text) -> null);
    }

    private String text(int choice) {
        var text = new StringBuilder();
        for (var event : out) {
            if (event instanceof AnswerEvent.Text(int of, String piece) && of == choice) {
                text.append(piece);
            }
        }
        return text.toString();
    }

    @Test
    void anyCuttingOverChoicesAndThoughtsGivesTheSame() {
        for (int seed = 0; seed < 500; seed++) {
            out.clear();
            var random = new Random(seed);
            var filter = filter(Action.MASK);
            int[] at = new int[2];
            filter.accept(new AnswerEvent.Thinking(0, "thinking of hong@exa"), out::add);
            filter.accept(new AnswerEvent.Thinking(0, "mple.com"), out::add);
            while (at[0] < TEXT.length() || at[1] < TEXT.length()) {
                int choice = random.nextInt(2);
                int end = Math.min(TEXT.length(), at[choice] + 1 + random.nextInt(9));
                if (at[choice] < end) {
                    filter.accept(new AnswerEvent.Text(choice, TEXT.substring(at[choice], end)), out::add);
                    at[choice] = end;
                }
            }
            filter.accept(new AnswerEvent.Finished(0, FinishReason.STOP), out::add);
            filter.accept(new AnswerEvent.Finished(1, FinishReason.STOP), out::add);
            assertThat(text(0)).as("seed %d", seed).isEqualTo(MASKED);
            assertThat(text(1)).as("seed %d", seed).isEqualTo(MASKED);
        }
        assertThat(out).noneMatch(event -> event.toString().contains("hong"));
    }

    @Test
    void readsArgumentsAsTheJsonThatTheyAre() {
        var filter = filter(Action.MASK);

        filter.accept(new AnswerEvent.ToolCallBegun(0, 0, "call_1", "send", null), out::add);
        filter.accept(new AnswerEvent.ToolArguments(0, 0, "{\"to\":\"h\\u006fng@exam"), out::add);
        filter.accept(new AnswerEvent.ToolArguments(0, 0, "ple.com\",\"card\":4111111111111111,\"n\":1}"), out::add);
        filter.accept(new AnswerEvent.Finished(0, FinishReason.TOOL_CALLS), out::add);

        assertThat(out)
                .contains(new AnswerEvent.ToolArguments(0, 0, "{\"to\":\"[EMAIL]\",\"card\":\"[CARD]\",\"n\":1}"));
        assertThat(out.getLast()).isInstanceOf(AnswerEvent.Finished.class);
    }

    @Test
    void leavesArgumentsAloneInWhichNothingIs() {
        var filter = filter(Action.MASK);
        var json = "{ \"q\" : \"plain\", \"n\": 1.50 }";

        filter.accept(new AnswerEvent.ToolArguments(0, 0, json), out::add);
        filter.end(out::add);

        assertThat(out).containsExactly(new AnswerEvent.ToolArguments(0, 0, json));
    }

    @Test
    void aSignatureOfChangedThoughtsIsDropped() {
        var filter = filter(Action.MASK);

        filter.accept(new AnswerEvent.Thinking(0, "plain thoughts"), out::add);
        filter.accept(new AnswerEvent.ThinkingSigned(0, "good"), out::add);
        filter.accept(new AnswerEvent.Thinking(0, "write to hong@example.com"), out::add);
        filter.accept(new AnswerEvent.ThinkingSigned(0, "stale"), out::add);
        filter.end(out::add);

        assertThat(out)
                .contains(new AnswerEvent.ThinkingSigned(0, "good"))
                .doesNotContain(new AnswerEvent.ThinkingSigned(0, "stale"));
    }

    @Test
    void nothingFollowsARefusal() {
        var filter = filter(Action.DENY);

        filter.accept(new AnswerEvent.Text(0, "write to hong@example.com or not, "), out::add);
        filter.accept(new AnswerEvent.Text(0, "as you like it, my friend"), out::add);
        filter.accept(new AnswerEvent.Finished(0, FinishReason.STOP), out::add);
        filter.end(out::add);

        assertThat(filter.denial()).hasMessageContaining("pii: email").message().doesNotContain("hong");
        assertThat(text(0)).doesNotContain("hong").doesNotContain("friend");
        assertThat(out).noneMatch(AnswerEvent.Finished.class::isInstance);
    }
}
