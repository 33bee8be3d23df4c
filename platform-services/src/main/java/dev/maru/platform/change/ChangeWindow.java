package dev.maru.platform.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is new in one reading after another, without losing a change that took its number early and committed late:
 * the point below which nothing is read again moves only when every transaction that ran while that point was read has
 * ended.
 */
final class ChangeWindow {
    private final Map<ChangeRepository.Key, Long> told = new HashMap<>();
    private long settled;
    private long highest;
    private @Nullable Mark mark;

    /** The number that the next reading begins above. */
    long settled() {
        return settled;
    }

    /** Takes in a reading of everything above {@link #settled()} and returns what was not seen before. */
    List<ChangeRepository.Key> advance(ChangeRepository.Reading reading) {
        var news = new ArrayList<ChangeRepository.Key>();
        for (var change : reading.changes()) {
            highest = Math.max(highest, change.seq());
            var before = told.put(change.key(), change.seq());
            if (before == null || before < change.seq()) {
                news.add(change.key());
            }
        }
        settle(reading);
        return news;
    }

    private void settle(ChangeRepository.Reading reading) {
        var waiting = mark;
        if (waiting != null && reading.oldest() >= waiting.next()) {
            settled = waiting.highest();
            told.values().removeIf(seq -> seq <= settled);
            mark = null;
        }
        if (mark == null && highest > settled) {
            mark = new Mark(highest, reading.next());
        }
    }

    /** A number, and the first transaction that had not begun when it was the highest. */
    private record Mark(long highest, long next) {}
}
