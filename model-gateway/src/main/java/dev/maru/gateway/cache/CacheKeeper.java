package dev.maru.gateway.cache;

import dev.maru.core.tenancy.SystemDb;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Removes answers that have expired, and the oldest of projects that keep too many. */
@Component
class CacheKeeper {
    private static final int MOST_OF_A_PROJECT = 20_000;

    private final SystemDb system;
    private final CachedAnswerRepository answers;
    private final Clock clock;

    CacheKeeper(SystemDb system, CachedAnswerRepository answers, Clock clock) {
        this.system = system;
        this.answers = answers;
        this.clock = clock;
    }

    void keep() {
        system.runInSystem(tx -> answers.sweep(tx, clock.instant(), MOST_OF_A_PROJECT));
    }
}
