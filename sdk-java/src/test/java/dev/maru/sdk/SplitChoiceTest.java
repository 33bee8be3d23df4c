package dev.maru.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SplitChoiceTest {
    private static final SplitChoice SPLIT = new SplitChoice(
            "spl_00",
            1,
            List.of(new SplitChoice.Variant(2, 3_200), new SplitChoice.Variant(3, 4_000)),
            Map.of("plan", List.of("pro", "team")));

    private static Prompt serving(Map<String, Object> answer) {
        var none = Prompt.fallback("p", PromptBody.text("x"));
        return new Prompt(
                "p",
                1,
                List.of(),
                none.body(),
                Map.of(),
                List.of(),
                List.of(),
                "",
                "",
                null,
                Map.copyOf(answer),
                Prompt.Source.MARU);
    }

    @Test
    void choosesByTheHashThatMaruUses() {
        // Computed apart: int.from_bytes(sha256(b"spl_00:user-1").digest()[:4], "big") % 10000
        assertThat(SPLIT.bucket("user-1")).isEqualTo(3156);
        assertThat(SPLIT.bucket("user-2")).isEqualTo(6764);
        assertThat(SPLIT.bucket("사용자")).isEqualTo(9331);
    }

    @Test
    void walksTheWeightsInOrder() {
        var pro = Map.of("plan", "pro");
        assertThat(SPLIT.version("user-1", pro)).isEqualTo(2);
        assertThat(SPLIT.version("user-2", pro)).isEqualTo(3);
        assertThat(SPLIT.version("u-42", pro)).isEqualTo(1);
    }

    @Test
    void leavesThoseAloneWhomTheConditionsDoNotMean() {
        assertThat(SPLIT.version("user-1", Map.of("plan", "free"))).isEqualTo(1);
        assertThat(SPLIT.version("user-1", Map.of())).isEqualTo(1);
    }

    @Test
    void readsWhatMaruServes() {
        var read = SplitChoice.of(serving(Map.of(
                "split",
                Map.of(
                        "id",
                        "spl_00",
                        "control",
                        1,
                        "variants",
                        List.of(Map.of("version", 2, "weight", 3_200), Map.of("version", 3, "weight", 4_000)),
                        "conditions",
                        Map.of("plan", List.of("pro", "team"))))));
        assertThat(read).isEqualTo(SPLIT);
    }

    @Test
    void keepsToWhatIsServedWhereItDoesNotUnderstand() {
        assertThat(SplitChoice.of(serving(Map.of()))).isNull();
        assertThat(SplitChoice.of(serving(Map.of("split", "x")))).isNull();
        assertThat(SplitChoice.of(
                        serving(Map.of("split", Map.of("id", "s", "control", 1, "variants", List.of("new form"))))))
                .isNull();
    }
}
