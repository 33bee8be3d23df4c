package dev.maru.sdk;

/** How a fetch ended. */
sealed interface FetchOutcome {
    /**
     * An answer with a prompt.
     *
     * @param json what Maru sent, byte for byte
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way to the disk; two outcomes are never compared
    record Found(Copy copy, byte[] json) implements FetchOutcome {}

    /** The copy that was asked about still holds. */
    record NotModified() implements FetchOutcome {}

    record Failed(MaruException problem) implements FetchOutcome {}
}
