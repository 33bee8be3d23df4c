package dev.maru.sdk;

/**
 * What Maru answered once.
 *
 * @param prompt as served while it is fresh
 * @param weight about how many bytes of memory it takes
 * @param fromDisk whether it was read from disk and not confirmed since
 */
record Copy(Prompt prompt, int weight, boolean fromDisk) {
    /** An estimate: texts take a byte or two a character, and stand in objects. */
    private static final int BYTES_PER_BYTE_OF_JSON = 3;

    static Copy of(Prompt prompt, int bytesOfJson) {
        return new Copy(prompt, BYTES_PER_BYTE_OF_JSON * bytesOfJson, false);
    }

    Copy onDisk() {
        return new Copy(prompt, weight, true);
    }

    Copy confirmed() {
        return fromDisk ? new Copy(prompt, weight, false) : this;
    }

    /** As served while it may be outdated. */
    Prompt stale() {
        return prompt.from(fromDisk ? Prompt.Source.DISK : Prompt.Source.STALE);
    }
}
