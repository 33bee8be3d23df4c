package dev.maru.gateway.provider.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is compared: words, and for Hangul and Han pairs of characters, since their words change form or are not
 * separated at all.
 */
final class Terms {
    private static final Pattern RUN = Pattern.compile("[\\p{IsHangul}]+|[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]+"
            + "|[\\p{L}\\p{N}&&[^\\p{IsHangul}\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]]+");
    private static final Pattern HANGUL = Pattern.compile("\\p{IsHangul}");
    private static final Pattern WIDE = Pattern.compile("[\\p{IsHangul}\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");

    /** Words and pairs that stand in nearly every question and say nothing about its subject. */
    private static final Set<String> EMPTY = Set.of(
            "a", "an", "the", "is", "are", "was", "were", "be", "been", "do", "does", "did", "of", "to", "in", "on",
            "at", "for", "and", "or", "by", "with", "from", "as", "it", "its", "this", "that", "these", "those", "i",
            "you", "he", "she", "we", "they", "me", "my", "your", "what", "which", "who", "whom", "when", "where",
            "why", "how", "can", "could", "will", "would", "should", "may", "there", "please", "tell", "about", "not",
            "no", "if", "any", "have", "has", "had", "무엇", "엇인", "인가", "가요", "나요", "니까", "습니", "입니", "합니", "은가", "는가",
            "인지", "언제", "어디", "누구", "어떻", "떻게", "얼마", "마나", "있나", "있는", "하는", "하나", "되나", "니다", "까요", "주세", "세요", "알려",
            "려주", "대해", "해서", "에서", "으로", "에게", "까지", "부터", "하지", "해야");

    private Terms() {}

    static List<String> of(String text) {
        var terms = new ArrayList<String>();
        var runs = RUN.matcher(text.toLowerCase(Locale.ROOT));
        while (runs.find()) {
            var run = runs.group();
            if (WIDE.matcher(run).lookingAt()) {
                pairs(run, terms);
            } else if (!EMPTY.contains(run)) {
                terms.add(stem(run));
            }
        }
        return terms;
    }

    /** Whether the text is to be answered in Korean. */
    static boolean korean(String text) {
        return HANGUL.matcher(text).find();
    }

    private static void pairs(String run, List<String> terms) {
        if (run.length() == 1) {
            add(run, terms);
        }
        for (int i = 0; i + 2 <= run.length(); i++) {
            add(run.substring(i, i + 2), terms);
        }
    }

    private static void add(String term, List<String> terms) {
        if (!EMPTY.contains(term)) {
            terms.add(term);
        }
    }

    /** Just enough for "costs" to meet "cost" and "opening" to meet "opens". */
    private static String stem(String word) {
        for (var ending : List.of("ing", "ies", "ed", "es", "s")) {
            if (word.length() >= ending.length() + 3 && word.endsWith(ending) && !word.endsWith("ss")) {
                return word.substring(0, word.length() - ending.length());
            }
        }
        return word.length() > 4 && word.endsWith("e") ? word.substring(0, word.length() - 1) : word;
    }
}
