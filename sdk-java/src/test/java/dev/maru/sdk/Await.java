package dev.maru.sdk;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Polls for what another thread brings about; the bound only decides when to give up. */
final class Await {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private Await() {}

    static void until(String description, BooleanSupplier condition) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain: " + description);
            }
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }
}
