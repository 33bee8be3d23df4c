package dev.maru.ui.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.id.PromptId;
import dev.maru.core.id.RequestId;
import dev.maru.ui.shell.Query;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnLinkTest {
    private static final PromptId PROMPT = PromptId.next();

    @Test
    void readsWhatItWrites() {
        var links = List.of(
                new ColumnLink(ColumnLink.Source.Saved.of(PROMPT, "3"), "openai/gpt-5"),
                new ColumnLink(ColumnLink.Source.Saved.of(PROMPT, "production"), null),
                new ColumnLink(new ColumnLink.Source.Free(), "maru/offline"),
                new ColumnLink(new ColumnLink.Source.OfCall(RequestId.next()), null));
        assertThat(ColumnLink.read(ColumnLink.write(links))).isEqualTo(links);
    }

    @Test
    void aModelAloneIsAColumnOfOnesOwnMessages() {
        assertThat(ColumnLink.read(Query.none().with("m1", "openai/gpt-5")))
                .containsExactly(new ColumnLink(new ColumnLink.Source.Free(), "openai/gpt-5"));
    }

    @Test
    void aPromptAloneMeansItsNewestVersion() {
        assertThat(ColumnLink.read(Query.none().with("c1", PROMPT.toString()))
                        .getFirst()
                        .source())
                .isEqualTo(new ColumnLink.Source.Saved(PROMPT, null, "latest"));
    }

    @Test
    void refusesWhatIsNoId() {
        assertThatThrownBy(() -> ColumnLink.read(Query.none().with("c1", "prm_nothing@1")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void leavesColumnsBeyondTheFourthOut() {
        var query = Query.none();
        for (int i = 1; i <= 6; i++) {
            query = query.with("c" + i, "free");
        }
        assertThat(ColumnLink.read(query)).hasSize(ColumnLink.MOST);
    }
}
