package dev.maru.platform.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** When a failed delivery is tried again: ten times in all, over a little more than a day. */
record RetrySchedule(RandomGenerator random) {
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(4),
            Duration.ofHours(8),
            Duration.ofHours(8));

    /** How much later than planned a retry may be, so that those of one failure do not all come at once. */
    private static final double JITTER = 0.1;

    /** As long as all retries take at least; a receiver that took nothing for that long is left alone. */
    static final Duration TOTAL = PAUSES.stream().reduce(Duration.ZERO, Duration::plus);

    /** What a receiver may ask for at most. */
    static final Duration LONGEST_WAIT = Duration.ofHours(8);

    /**
     * The time of the next attempt, empty after the last.
     *
     * @param tries how many there were
     * @param retryAfter how long the receiver wants to be left alone, null if it did not say
     */
    Optional<Instant> next(int tries, Instant now, @Nullable Duration retryAfter) {
        if (tries > PAUSES.size()) {
            return Optional.empty();
        }
        var planned = PAUSES.get(tries - 1);
        var wait = planned.plusMillis((long) (planned.toMillis() * JITTER * random.nextDouble()));
        if (retryAfter == null || retryAfter.compareTo(wait) <= 0) {
            return Optional.of(now.plus(wait));
        }
        return Optional.of(now.plus(retryAfter.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : retryAfter));
    }
}
