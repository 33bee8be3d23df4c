package dev.maru.testing.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Polls for a condition that another thread or process brings about; the bound only decides when to give up. */
public final class Await {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private Await() {}

    /** Returns as soon as the condition holds; fails with the description after 20 seconds. */
    public static void until(String description, BooleanSupplier condition) {
        until(description, BOUND, condition);
    }

    /** Like {@link #until(String, BooleanSupplier)} with another bound. */
    public static void until(String description, Duration bound, BooleanSupplier condition) {
        long end = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + bound.toSeconds() + " s in vain for " + description);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
