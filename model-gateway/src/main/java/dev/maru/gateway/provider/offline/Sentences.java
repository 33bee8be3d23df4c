package dev.maru.gateway.provider.offline;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts text into sentences; a line break ends one too. */
final class Sentences {
    private static final int LONGEST = 600;

    private Sentences() {}

    static List<String> of(String text) {
        var sentences = new ArrayList<String>();
        for (var line : text.split("\\R")) {
            var boundaries = BreakIterator.getSentenceInstance(Locale.ROOT);
            boundaries.setText(line);
            int start = boundaries.first();
            for (int end = boundaries.next(); end != BreakIterator.DONE; start = end, end = boundaries.next()) {
                add(sentences, line.substring(start, end).strip());
            }
        }
        return sentences;
    }

    private static void add(List<String> sentences, String sentence) {
        if (!sentence.isEmpty()) {
            sentences.add(
                    sentence.codePointCount(0, sentence.length()) <= LONGEST
                            ? sentence
                            : sentence.substring(0, sentence.offsetByCodePoints(0, LONGEST)) + "…");
        }
    }
}
