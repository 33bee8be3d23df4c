package dev.maru.gateway.provider.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the offline model says: quotations, or plainly that it has none. It never makes up a sentence about the matter. */
final class OfflineAnswer {
    private OfflineAnswer() {}

    /** @param before everything said before the last question: the text to quote from */
    static String to(List<String> before, String lastMessage) {
        var own = Sentences.of(lastMessage);
        var question = question(own);
        var sentences = new ArrayList<String>();
        before.forEach(text -> sentences.addAll(Sentences.of(text)));
        own.stream().filter(sentence -> !sentence.equals(question)).forEach(sentences::add);
        var korean = Terms.korean(question);
        if (sentences.isEmpty()) {
            return korean
                    ? "글이 주어지지 않았습니다. 저는 Maru의 오프라인 모델이라 받은 글에서만 문장을 옮길 수 있습니다. 글과 질문을 함께 보내 주세요."
                    : "No text was given. I am Maru's offline model and can only quote from text that comes with the question."
                            + " Send some text along with it.";
        }
        var quotes = Quotation.best(sentences, question);
        if (quotes.isEmpty()) {
            return korean
                    ? "주어진 글에서 이 질문에 맞는 문장을 찾지 못했습니다. (Maru 오프라인 모델: 글을 옮길 뿐, 지어내지 않습니다.)"
                    : "Nothing in the given text matches this question. (Maru's offline model: it quotes, it makes nothing up.)";
        }
        var quoted = quotes.stream().map(quote -> "> " + quote).collect(Collectors.joining("\n"));
        return korean
                ? "주어진 글에는 이렇게 나와 있습니다.\n\n" + quoted + "\n\n(Maru 오프라인 모델: 언어 모델이 아니라 글의 문장을 그대로 옮깁니다.)"
                : "The given text says:\n\n" + quoted
                        + "\n\n(Maru's offline model: quoted from the text, not a language model.)";
    }

    /** The last sentence that ends as a question, else the last sentence. */
    private static String question(List<String> sentences) {
        return sentences.reversed().stream()
                .filter(sentence -> sentence.endsWith("?") || sentence.endsWith("？"))
                .findFirst()
                .orElse(sentences.isEmpty() ? "" : sentences.getLast());
    }
}
