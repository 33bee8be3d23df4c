package dev.maru.prompts;

import dev.maru.prompts.PromptMatch.Place;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks for the words of a search in one text after another, and keeps the first of those that hold the most of them. */
final class MatchFinder {
    private static final int BEFORE = 40;
    private static final int AFTER = 80;

    private final List<Pattern> words;
    private int most;
    private @Nullable PromptMatch best;

    MatchFinder(List<String> words) {
        this.words = words.stream()
                .map(word -> Pattern.compile(word, Pattern.LITERAL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE))
                .toList();
    }

    void look(Place place, @Nullable Integer version, String text) {
        if (complete()) {
            return;
        }
        var composed = SearchText.composed(text);
        var found = words.stream()
                .map(word -> word.matcher(composed))
                .filter(Matcher::find)
                .map(Matcher::toMatchResult)
                .toList();
        if (found.size() > most) {
            most = found.size();
            best = excerpt(place, version, composed, found.getFirst());
        }
    }

    /** Whether one text held all words. */
    boolean complete() {
        return most == words.size();
    }

    @Nullable
    PromptMatch best() {
        return best;
    }

    private static PromptMatch excerpt(Place place, @Nullable Integer version, String text, MatchResult found) {
        int from = Math.max(0, found.start() - BEFORE);
        int to = Math.min(text.length(), found.end() + AFTER);
        if (from > 0 && Character.isLowSurrogate(text.charAt(from))) {
            from++;
        }
        if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
            to--;
        }
        var before = oneLine(text.substring(from, found.start())).stripLeading();
        var after = oneLine(text.substring(found.end(), to)).stripTrailing();
        return new PromptMatch(
                place,
                version,
                from > 0 ? "…" + before : before,
                found.group(),
                to < text.length() ? after + "…" : after);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
