package dev.maru.prompts.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.prompts.content.ContentMerge.Kind;
import dev.maru.prompts.content.ContentMerge.Side;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContentMergeTest {
    private static PromptContent chat(String config, String... messages) {
        var entries = Stream.of(messages)
                .map(text -> (ChatEntry) ChatEntry.Message.of(ChatRole.USER, text))
                .toList();
        return new PromptContent(new PromptBody.Chat(entries), PromptConfig.parse(config), DeclaredVariables.NONE);
    }

    private static PromptContent text(String template) {
        return new PromptContent(new PromptBody.Text(template), PromptConfig.EMPTY, DeclaredVariables.NONE);
    }

    @Test
    void takesWhatOnlyOneSideChangedFromThatSide() {
        var merge = new ContentMerge(
                chat("{}", "one", "two"), chat("{\"temperature\":1}", "ONE", "two"), chat("{}", "one", "TWO"));

        assertThat(merge.parts()).noneMatch(ContentMerge.Part::conflict);
        assertThat(merge.parts())
                .extracting(part -> part.kind() + " " + part.message() + " " + part.proposed())
                .containsExactly("MESSAGE 0 THEIRS", "MESSAGE 1 MINE", "CONFIG 0 THEIRS");
        assertThat(merge.with(Map.of())).isEqualTo(chat("{\"temperature\":1}", "ONE", "TWO"));
    }

    @Test
    void asksWhereBothChangedTheSame() {
        var merge = new ContentMerge(chat("{}", "one"), chat("{}", "theirs"), chat("{}", "mine"));

        var part = merge.parts().getFirst();
        assertThat(merge.parts()).hasSize(1);
        assertThat(part.conflict()).isTrue();
        assertThat(merge.with(Map.of())).isEqualTo(chat("{}", "mine"));
        assertThat(merge.with(Map.of(part, Side.THEIRS))).isEqualTo(chat("{}", "theirs"));
    }

    @Test
    void findsNothingToChooseWhereBothDidTheSame() {
        var merge = new ContentMerge(chat("{}", "one"), chat("{}", "same"), chat("{}", "same"));
        assertThat(merge.parts()).isEmpty();
        assertThat(merge.with(Map.of())).isEqualTo(chat("{}", "same"));
    }

    @Test
    void choosesTheWholeTextWhereMessagesDoNotCorrespond() {
        var merge = new ContentMerge(chat("{}", "one"), chat("{}", "one", "two"), chat("{}", "ONE"));
        assertThat(merge.parts()).extracting(ContentMerge.Part::kind).containsExactly(Kind.BODY);
        assertThat(merge.with(Map.of(merge.parts().getFirst(), Side.THEIRS))).isEqualTo(chat("{}", "one", "two"));
    }

    @Test
    void mergesTextPromptsAsAWhole() {
        var merge = new ContentMerge(text("a"), text("a b"), text("a"));
        assertThat(merge.parts().getFirst().proposed()).isEqualTo(Side.THEIRS);
        assertThat(merge.with(Map.of())).isEqualTo(text("a b"));
    }

    @Test
    void keepsDeclaredVariablesOfWhoDeclaredThem() {
        var base = text("{{n}}");
        var number = new DeclaredVariable("n", VariableType.NUMBER, true, null, null, "");
        var mine = new PromptContent(base.body(), base.config(), new DeclaredVariables(List.of(number)));
        var merge = new ContentMerge(base, text("{{n}}!"), mine);
        var merged = merge.with(Map.of());
        assertThat(merged.variables()).isEqualTo(mine.variables());
        assertThat(merged.body()).isEqualTo(text("{{n}}!").body());
    }

    @Test
    void choosesTheWholeTextWhereMessagesMoved() {
        var gone = new ContentMerge(chat("{}", "a", "b", "c"), chat("{}", "b", "c", "d"), chat("{}", "a", "b", "C"));
        assertThat(gone.parts()).extracting(ContentMerge.Part::kind).containsExactly(Kind.BODY);
        assertThat(gone.with(Map.of())).isEqualTo(chat("{}", "a", "b", "C"));

        var swapped = new ContentMerge(chat("{}", "a", "b"), chat("{}", "b", "a"), chat("{}", "A", "b"));
        assertThat(swapped.parts()).extracting(ContentMerge.Part::kind).containsExactly(Kind.BODY);
    }

    @Test
    void keepsTextAndSyntaxOfOneSideTogether() {
        var base = chat("{}", "a", "b");
        var mine = chat("{}", "A", "b");
        var entries = ((PromptBody.Chat) chat("{}", "a", "B").body()).entries();
        var theirs = new PromptContent(
                new PromptBody.Chat(TemplateSyntax.SIMPLE, entries), PromptConfig.EMPTY, DeclaredVariables.NONE);

        var merge = new ContentMerge(base, theirs, mine);

        assertThat(merge.parts()).extracting(ContentMerge.Part::kind).containsExactly(Kind.BODY);
        assertThat(merge.with(Map.of(merge.parts().getFirst(), Side.THEIRS))).isEqualTo(theirs);
        assertThat(merge.with(Map.of())).isEqualTo(mine);
    }
}
