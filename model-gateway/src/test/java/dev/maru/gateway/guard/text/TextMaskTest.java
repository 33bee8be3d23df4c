package dev.maru.gateway.guard.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextMaskTest {
    private static final List<String> PIECES = List.of(
            "hong.gildong@example.com",
            "010-1234-5678",
            "+82 10 1234 5678",
            "(415) 555-2671",
            "4111 1111 1111 1111",
            "900101-1234568",
            "DE89 3704 0044 0532 0130 00",
            "203.0.113.7",
            "ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789",
            "-----BEGIN " + "PRIVATE KEY-----\nabc def\nghi jkl\n-----END " + "PRIVATE KEY-----",
            "project apollo",
            "project",
            "apollo",
            "ABC-123",
            "안녕하세요",
            "연락처는",
            "The",
            "quick brown",
            "fox.",
            "12",
            "2024-10-15",
            ",",
            "\n\n",
            "  ",
            "입니다.",
            "WEST",
            "(",
            ")",
            "😀",
            "4111");

    private final List<TextMask.Rule> rules = List.of(
            new TextMask.Rule(new PiiDetector(EnumSet.allOf(PiiKind.class)), true),
            new TextMask.Rule(new SecretDetector(), true),
            new TextMask.Rule(new WordDetector(List.of("project apollo", "아폴로"), List.of("[A-Z]{3}-[0-9]{3}")), true),
            new TextMask.Rule(new WordDetector(List.of("fox"), List.of()), false));

    private record Result(String text, List<String> found) {}

    private Result whole(String text) {
        var found = new ArrayList<String>();
        return new Result(new TextMask(rules, (rule, finding) -> found.add(rule + finding.kind())).whole(text), found);
    }

    private Result cut(String text, Random random) {
        var found = new ArrayList<String>();
        var mask = new TextMask(rules, (rule, finding) -> found.add(rule + finding.kind()));
        var out = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int end = Math.min(text.length(), at + 1 + random.nextInt(random.nextBoolean() ? 4 : 60));
            out.append(mask.feed(text.substring(at, end)));
            at = end;
        }
        out.append(mask.end());
        return new Result(out.toString(), found);
    }

    @Test
    void anyCuttingGivesTheSame() {
        for (int seed = 0; seed < 3_000; seed++) {
            var random = new Random(seed);
            var text = new StringBuilder();
            for (int i = random.nextInt(40); i >= 0; i--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
                if (random.nextInt(4) > 0) {
                    text.append(' ');
                }
            }
            assertThat(cut(text.toString(), random))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(whole(text.toString()));
        }
    }

    @Test
    void holdsBackOnlyWhatMayStillGrow() {
        var mask = new TextMask(List.of(rules.getFirst()), (rule, finding) -> {});

        assertThat(mask.feed("This is plain text and is ")).isEqualTo("This is plain text and ");
        assertThat(mask.feed("given out, write to a@exa")).isEqualTo("is given out, write to ");
        assertThat(mask.feed("mple.com or ")).isEqualTo("[EMAIL] ");
        assertThat(mask.end()).isEqualTo("or ");
    }

    @Test
    void cutsNoNumberHoweverLongTheTextBeforeIt() {
        for (int length = 4_000; length < 4_200; length++) {
            var text = "1,".repeat(2_200).substring(0, length) + " 4111 1111 1111 1111 and so on";

            assertThat(whole(text).text()).as("%s characters", length).contains("[CARD]");
        }
    }

    @Test
    void streamsTextsWithoutSpaces() {
        var mask = new TextMask(rules, (rule, finding) -> {});

        var out = mask.feed("这是一个没有空格的句子。下一个句子从这里开始，".repeat(20));

        assertThat(out).contains("这是一个没有空格的句子。");
    }

    @Test
    void whatOverlapsAFindingGoesWithIt() {
        var both = List.of(
                new TextMask.Rule(new WordDetector(List.of("a@example"), List.of()), true),
                new TextMask.Rule(new PiiDetector(EnumSet.of(PiiKind.EMAIL)), true));

        assertThat(new TextMask(both, (rule, finding) -> {}).whole("to a@example.com now"))
                .isEqualTo("to [EMAIL] now");
    }

    @Test
    void aLongTextIsNotTooMuch() {
        var text = "The quick brown fox calls 010-1234-5678 at noon. ".repeat(20_000);

        assertThat(whole(text).text()).isEqualTo(text.replace("010-1234-5678", "[PHONE]"));
    }
}
