package dev.maru.prompts.discussion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.content.ChatEntry;
import dev.maru.prompts.content.ChatRole;
import dev.maru.prompts.content.PromptBody;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextAnchorTest {
    private static PromptBody chat(String... messages) {
        return new PromptBody.Chat(Stream.of(messages)
                .map(text -> (ChatEntry) ChatEntry.Message.of(ChatRole.USER, text))
                .toList());
    }

    private static String found(TextAnchor anchor, PromptBody body) {
        return anchor.movedTo(body)
                .map(place -> place.message() + ":" + place.start())
                .orElse("nowhere");
    }

    @Test
    void quotesWhatItPointsAt() {
        var anchor = TextAnchor.in(chat("one", "손님을 환영하세요 👋."), 1, 4, 8);
        assertThat(anchor.quote()).isEqualTo("환영하세");
        assertThat(TextAnchor.in(new PromptBody.Text("all"), 0, 0, 0).quote()).isEmpty();
    }

    @Test
    void refusesWhatIsNotThere() {
        assertThatThrownBy(() -> TextAnchor.in(chat("one"), 1, 0, 1)).isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> TextAnchor.in(chat("one"), 0, 2, 1)).isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> TextAnchor.in(chat("one"), 0, 0, 4)).isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> TextAnchor.in(chat("one"), -1, 0, 0)).isInstanceOf(PlatformException.class);
    }

    @Test
    void followsItsQuoteThroughVersions() {
        var anchor = TextAnchor.in(chat("be kind and be brief"), 0, 12, 14);
        assertThat(found(anchor, chat("be kind and be brief"))).isEqualTo("0:12");
        assertThat(found(anchor, chat("Hm, be kind and be brief"))).isEqualTo("0:16");
        assertThat(found(anchor, chat("Hello.", "now be brief"))).isEqualTo("1:4");
        assertThat(found(anchor, chat("something else"))).isEqualTo("nowhere");
    }

    @Test
    void keepsToItsMessageWhereItIsAboutAllOfIt() {
        var anchor = TextAnchor.in(chat("one", "two"), 1, 0, 0);
        assertThat(found(anchor, chat("1", "2"))).isEqualTo("1:0");
        assertThat(found(anchor, chat("only one"))).isEqualTo("nowhere");
    }

    @Test
    void refusesToCutACharacterInTwo() {
        assertThatThrownBy(() -> TextAnchor.in(chat("a👋b"), 0, 0, 2)).isInstanceOf(PlatformException.class);
        assertThat(TextAnchor.in(chat("a👋b"), 0, 1, 3).quote()).isEqualTo("👋");
    }

    @Test
    void givesUpWhereLookingWouldTakeTooLong() {
        var text = "a".repeat(1_000_000);
        var anchor = TextAnchor.in(chat(text + "b"), 0, 998_001, 1_000_001);
        assertThat(found(anchor, chat(text))).isEqualTo("nowhere");
        assertThat(found(anchor, chat(text + "b"))).isEqualTo("0:998001");
    }
}
