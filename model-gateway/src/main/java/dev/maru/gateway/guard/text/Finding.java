package dev.maru.gateway.guard.text;

/**
 * A piece of a text that a detector knows.
 *
 * @param kind a word for the record, such as {@code email}; never what was found
 * @param mark what stands in its place where it is masked
 */
public record Finding(int start, int end, String kind, String mark) {
    boolean overlaps(Finding other) {
        return start < other.end && other.start < end;
    }

    Finding moved(int by) {
        return new Finding(start + by, end + by, kind, mark);
    }
}
