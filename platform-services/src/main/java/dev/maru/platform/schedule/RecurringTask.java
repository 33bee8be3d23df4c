package dev.maru.platform.schedule;

import java.time.Duration;

/** Work that runs every so often, on one replica with the role worker at a time; contributed as a bean. */
public record RecurringTask(String name, Duration every, Runnable work) {
    public RecurringTask {
        if (!name.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("a task's name is lower case letters, digits and hyphens: " + name);
        }
        if (!every.isPositive()) {
            throw new IllegalArgumentException(name + " must run at a positive interval");
        }
    }
}
