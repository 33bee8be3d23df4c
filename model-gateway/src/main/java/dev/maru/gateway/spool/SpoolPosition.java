package dev.maru.gateway.spool;

/** A place in a spool: a segment's number and an offset in it. */
record SpoolPosition(long segment, long offset) implements Comparable<SpoolPosition> {
    static final SpoolPosition START = new SpoolPosition(0, 0);

    @Override
    public int compareTo(SpoolPosition other) {
        return segment == other.segment ? Long.compare(offset, other.offset) : Long.compare(segment, other.segment);
    }
}
