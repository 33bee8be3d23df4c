package dev.maru.platform.schedule;

import java.time.Duration;

/** Work that runs every so often, on one replica with the role worker at a time; contributed as a bean. */
public record RecurringTask(String name, Duration every, Runnable work) {}
