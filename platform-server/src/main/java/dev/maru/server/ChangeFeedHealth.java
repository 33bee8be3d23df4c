package dev.maru.server;

import dev.maru.platform.change.ChangeFeed;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether this replica hears of changes; one that does not for a while should get no new requests. */
final class ChangeFeedHealth implements HealthIndicator {
    private static final Duration LATE = Duration.ofSeconds(10);

    private final ChangeFeed feed;
    private final Clock clock;

    ChangeFeedHealth(ChangeFeed feed, Clock clock) {
        this.feed = feed;
        this.clock = clock;
    }

    @Override
    public Health health() {
        var lastSeen = feed.lastSeen();
        var late = lastSeen.plus(LATE).isBefore(clock.instant());
        return (late ? Health.outOfService() : Health.up())
                .withDetail("lastSeen", lastSeen.toString())
                .build();
    }
}
