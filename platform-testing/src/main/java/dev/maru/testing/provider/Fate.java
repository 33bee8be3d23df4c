package dev.maru.testing.provider;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Where and how the sending of an answer goes wrong, whichever wire it is written for. */
sealed interface Fate {
    /** How many chunks are sent before. */
    default int at() {
        return -1;
    }

    record Fine() implements Fate {}

    record SlowStart(Duration delay) implements Fate {}

    record Held(int at, CountDownLatch latch) implements Fate {}

    record Stalled(int at) implements Fate {}

    record Cut(int at, boolean midLine, boolean reset) implements Fate {}

    record Broken(int at) implements Fate {}

    record Failed(int at) implements Fate {}

    record Unfinished() implements Fate {}
}
