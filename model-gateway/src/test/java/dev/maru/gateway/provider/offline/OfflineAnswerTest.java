package dev.maru.gateway.provider.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OfflineAnswerTest {
    private static final String ENGLISH = """
            Maru Books opens at nine in the morning and closes at six. Returns are accepted within thirty days with a
            receipt. Shipping to Jeju takes two more days. Gift wrapping costs two dollars. Dogs may wait outside.
            """;
    private static final String KOREAN = """
            마루 서점은 오전 9시에 열고 오후 6시에 닫습니다. 영수증이 있으면 30일 안에 반품할 수 있습니다.
            제주도 배송은 이틀이 더 걸립니다. 선물 포장은 이천 원입니다. 강아지는 밖에서 기다려야 합니다.
            """;

    private static String ask(String text, String question) {
        return OfflineAnswer.to(List.of(text.replace('\n', ' ')), question);
    }

    @Test
    void quotesTheSentenceThatAnswers() {
        assertThat(ask(ENGLISH, "When does the shop open?")).contains("> Maru Books opens at nine");
        assertThat(ask(ENGLISH, "How long do I have for returns?"))
                .contains("> Returns are accepted within thirty days");
        assertThat(ask(ENGLISH, "What does gift wrapping cost?")).contains("> Gift wrapping costs two dollars.");
    }

    @Test
    void quotesKoreanWhateverTheWordEndings() {
        assertThat(ask(KOREAN, "반품은 며칠 안에 해야 하나요?")).contains("> 영수증이 있으면 30일 안에 반품할 수 있습니다.");
        assertThat(ask(KOREAN, "제주도로 배송하면 얼마나 걸려요?")).contains("> 제주도 배송은 이틀이 더 걸립니다.");
        assertThat(ask(KOREAN, "선물 포장 가격은?")).contains("> 선물 포장은 이천 원입니다.");
    }

    @Test
    void saysPlainlyThatNothingMatches() {
        assertThat(ask(ENGLISH, "Who is the president of France?")).startsWith("Nothing in the given text");
        assertThat(ask(KOREAN, "프랑스 대통령은 누구입니까?")).startsWith("주어진 글에서");
    }

    @Test
    void saysThatItNeedsText() {
        assertThat(OfflineAnswer.to(List.of(), "What is love?")).startsWith("No text was given");
        assertThat(OfflineAnswer.to(List.of(), "사랑이란 무엇인가요?")).startsWith("글이 주어지지 않았습니다");
        assertThat(OfflineAnswer.to(List.of(), "")).startsWith("No text was given");
    }

    @Test
    void takesTextAndQuestionOutOfOneMessage() {
        assertThat(OfflineAnswer.to(List.of(), ENGLISH.replace('\n', ' ') + " When does the shop open?"))
                .contains("> Maru Books opens at nine");
    }

    @Test
    void neverSaysASentenceThatIsNotInTheText() {
        for (var question : List.of("shipping?", "When can I bring my dog?", "배송?", "%%%", "a")) {
            var answer = ask(ENGLISH, question);
            answer.lines()
                    .filter(line -> line.startsWith("> "))
                    .forEach(line -> assertThat(ENGLISH.replace('\n', ' ')).contains(line.substring(2)));
        }
    }
}
