package dev.maru.prompts.content;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import dev.maru.prompts.content.PromptDiff.Change;
import dev.maru.prompts.content.PromptDiff.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The difference of two texts in words; of very long texts in lines, and of endless ones as a whole. */
public final class WordDiff {
    /** Words, single blanks, line ends and single signs. */
    private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{M}\\p{N}_]+|\\R|\\h+|.", Pattern.DOTALL);

    private static final Pattern LINES = Pattern.compile("[^\\n]*\\n|[^\\n]+");

    /** The algorithm takes time in proportion to length times difference. */
    private static final int MAX_PIECES = 8_000;

    private WordDiff() {}

    public static List<Segment> of(String before, String after) {
        if (before.equals(after)) {
            return before.isEmpty() ? List.of() : List.of(new Segment(Change.EQUAL, before));
        }
        for (var pieces : List.of(WORDS, LINES)) {
            var old = split(pieces, before);
            var now = split(pieces, after);
            if (old.size() + now.size() <= MAX_PIECES) {
                return of(old, now);
            }
        }
        return whole(before, after);
    }

    private static List<Segment> whole(String before, String after) {
        var segments = new ArrayList<Segment>();
        add(segments, Change.DELETE, before);
        add(segments, Change.INSERT, after);
        return segments;
    }

    private static List<Segment> of(List<String> before, List<String> after) {
        var segments = new ArrayList<Segment>();
        int at = 0;
        for (AbstractDelta<String> delta : DiffUtils.diff(before, after).getDeltas()) {
            var source = delta.getSource();
            add(segments, Change.EQUAL, String.join("", before.subList(at, source.getPosition())));
            add(segments, Change.DELETE, String.join("", source.getLines()));
            add(segments, Change.INSERT, String.join("", delta.getTarget().getLines()));
            at = source.getPosition() + source.size();
        }
        add(segments, Change.EQUAL, String.join("", before.subList(at, before.size())));
        return segments;
    }

    private static void add(List<Segment> segments, Change change, String text) {
        if (!text.isEmpty()) {
            segments.add(new Segment(change, text));
        }
    }

    private static List<String> split(Pattern pieces, String text) {
        var found = new ArrayList<String>();
        var matcher = pieces.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}
