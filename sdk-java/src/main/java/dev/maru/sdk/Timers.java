package dev.maru.sdk;

import java.time.Duration;

/** Runs things later, off the caller's thread. */
interface Timers extends AutoCloseable {
    /** Does nothing once closed. */
    void after(Duration delay, Runnable action);

    @Override
    void close();
}
