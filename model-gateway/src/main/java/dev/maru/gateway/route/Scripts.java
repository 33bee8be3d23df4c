package dev.maru.gateway.route;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells languages by their scripts, which is exact where a language has one of its own and says no more elsewhere. */
final class Scripts {
    private static final int READ_CHARACTERS = 2_000;
    /** Korean texts are full of Latin names, so a fifth of its letters is enough for a script of one's own. */
    private static final double ENOUGH = 0.2;

    private static final Map<Character.UnicodeScript, String> LANGUAGES = new EnumMap<>(Map.of(
            Character.UnicodeScript.HANGUL, "ko",
            Character.UnicodeScript.HIRAGANA, "ja",
            Character.UnicodeScript.KATAKANA, "ja",
            Character.UnicodeScript.HAN, "zh",
            Character.UnicodeScript.CYRILLIC, "ru",
            Character.UnicodeScript.ARABIC, "ar",
            Character.UnicodeScript.HEBREW, "he",
            Character.UnicodeScript.THAI, "th",
            Character.UnicodeScript.GREEK, "el",
            Character.UnicodeScript.DEVANAGARI, "hi"));

    private Scripts() {}

    /** Null if the text has no letters. */
    static @Nullable String language(String text) {
        var counts = new EnumMap<Character.UnicodeScript, Integer>(Character.UnicodeScript.class);
        int letters = 0;
        for (int i = 0; i < Math.min(text.length(), READ_CHARACTERS); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (Character.isLetter(point)) {
                letters++;
                counts.merge(Character.UnicodeScript.of(point), 1, Integer::sum);
            }
        }
        if (letters == 0) {
            return null;
        }
        // Japanese is written with Han as well; what tells it apart are its own letters.
        int kana = counts.getOrDefault(Character.UnicodeScript.HIRAGANA, 0)
                + counts.getOrDefault(Character.UnicodeScript.KATAKANA, 0);
        if (kana >= letters * ENOUGH) {
            return "ja";
        }
        var best = "latin";
        var most = 0;
        for (var entry : counts.entrySet()) {
            var language = LANGUAGES.get(entry.getKey());
            if (language != null && entry.getValue() >= letters * ENOUGH && entry.getValue() > most) {
                best = language;
                most = entry.getValue();
            }
        }
        return best;
    }
}
