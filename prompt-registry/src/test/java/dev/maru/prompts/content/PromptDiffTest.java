package dev.maru.prompts.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.prompts.content.PromptDiff.Change;
import dev.maru.prompts.content.PromptDiff.MessageDiff;
import dev.maru.prompts.content.PromptDiff.Segment;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PromptDiffTest {
    private static PromptDiff diff(PromptBody before, PromptBody after) {
        return PromptDiff.of(content(before, "{}"), content(after, "{}"));
    }

    private static PromptContent content(PromptBody body, String config) {
        return new PromptContent(body, PromptConfig.parse(config), DeclaredVariables.NONE);
    }

    private static PromptBody.Chat chat(ChatEntry... entries) {
        return new PromptBody.Chat(List.of(entries));
    }

    private static String side(List<Segment> segments, Change without) {
        return segments.stream()
                .filter(segment -> segment.change() != without)
                .map(Segment::text)
                .collect(Collectors.joining());
    }

    @Test
    void marksWords() {
        var diff = diff(new PromptBody.Text("Be polite and short."), new PromptBody.Text("Be polite and brief, 짧게."));
        assertThat(diff.messages())
                .containsExactly(new MessageDiff(
                        0,
                        0,
                        null,
                        List.of(
                                new Segment(Change.EQUAL, "Be polite and "),
                                new Segment(Change.DELETE, "short"),
                                new Segment(Change.INSERT, "brief, 짧게"),
                                new Segment(Change.EQUAL, "."))));
        assertThat(diff.isEmpty()).isFalse();
    }

    @Test
    void findsNoDifferenceWhereThereIsNone() {
        assertThat(diff(new PromptBody.Text("a"), new PromptBody.Text("a")).isEmpty())
                .isTrue();
        assertThat(diff(new PromptBody.Text(""), new PromptBody.Text("")).isEmpty())
                .isTrue();
    }

    @Test
    void matchesMessagesByRoleAndText() {
        var before = chat(
                ChatEntry.Message.of(ChatRole.SYSTEM, "You are kind."),
                ChatEntry.Message.of(ChatRole.USER, "{{question}}"));
        var after = chat(
                ChatEntry.Message.of(ChatRole.SYSTEM, "You are very kind."),
                new ChatEntry.Placeholder("history"),
                ChatEntry.Message.of(ChatRole.USER, "{{question}}"));
        var messages = diff(before, after).messages();
        assertThat(messages).extracting(MessageDiff::before).containsExactly(0, null, 1);
        assertThat(messages).extracting(MessageDiff::after).containsExactly(0, 1, 2);
        assertThat(messages.get(0).segments()).contains(new Segment(Change.INSERT, "very "));
        assertThat(messages.get(2).segments()).containsExactly(new Segment(Change.EQUAL, "{{question}}"));
    }

    @Test
    void comparesConfigs() {
        var text = new PromptBody.Text("a");
        var diff = PromptDiff.of(content(text, "{\"temperature\":0.2}"), content(text, "{\"temperature\":0.7}"));
        assertThat(side(diff.config(), Change.INSERT)).contains("0.2");
        assertThat(side(diff.config(), Change.DELETE)).contains("0.7");
    }

    @Test
    void comparesDeclaredVariables() {
        var text = new PromptBody.Text("{{n}}");
        var number = new DeclaredVariable("n", VariableType.NUMBER, true, null, null, "");
        var diff = PromptDiff.of(
                content(text, "{}"),
                new PromptContent(text, PromptConfig.EMPTY, new DeclaredVariables(List.of(number))));
        assertThat(diff.isEmpty()).isFalse();
        assertThat(side(diff.variables(), Change.DELETE)).contains("\"number\"");
    }

    @Test
    void givesBothSidesBackWhateverTheyAre() {
        var random = new Random(3);
        var words = List.of("a", "b", " ", "\n", "한", ",", "{{x}}", "\r\n");
        for (int i = 0; i < 500; i++) {
            var before = random.ints(random.nextInt(30), 0, words.size())
                    .mapToObj(words::get)
                    .collect(Collectors.joining());
            var after = random.ints(random.nextInt(30), 0, words.size())
                    .mapToObj(words::get)
                    .collect(Collectors.joining());
            var segments = WordDiff.of(before, after);
            assertThat(side(segments, Change.INSERT)).isEqualTo(before);
            assertThat(side(segments, Change.DELETE)).isEqualTo(after);
        }
    }

    @Test
    void dealsWithTextsThatAreTooLongForWords() {
        var before = "word ".repeat(50_000);
        var segments = WordDiff.of(before, before + "more");
        assertThat(side(segments, Change.INSERT)).isEqualTo(before);
        var lines = "one line\n".repeat(3_000);
        assertThat(WordDiff.of(lines, lines + "last"))
                .containsExactly(new Segment(Change.EQUAL, lines), new Segment(Change.INSERT, "last"));
    }
}
