package dev.maru.gateway.cache;

import dev.maru.core.problem.PlatformException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a project's calls may be answered from what was answered before.
 *
 * @param onRequest whether only calls that ask for the cache use it
 * @param ttl how long an answer is kept
 * @param embeddingModel the model whose vectors tell what a question means, null unless the mode needs it
 * @param minSimilarity the least cosine, from 0.5 to 1, at which two questions mean the same
 * @param version counts changes, 0 if nobody has set a policy
 */
public record CachePolicy(
        Mode mode,
        boolean onRequest,
        Duration ttl,
        Scope scope,
        @Nullable String embeddingModel,
        BigDecimal minSimilarity,
        long version) {
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final BigDecimal LEAST = new BigDecimal("0.5");

    public CachePolicy {
        if (!ttl.isPositive() || ttl.compareTo(LONGEST) > 0) {
            throw PlatformException.invalid("ttlSeconds", "from 1 second to 365 days");
        }
        if (minSimilarity.compareTo(LEAST) < 0 || minSimilarity.compareTo(BigDecimal.ONE) > 0) {
            throw PlatformException.invalid("minSimilarity", "from 0.5 to 1");
        }
        if (mode == Mode.SEMANTIC && (embeddingModel == null || embeddingModel.isBlank())) {
            throw PlatformException.invalid("embeddingModel", "name the model that turns questions into vectors");
        }
    }

    /** What holds where nobody has said anything. */
    public static final CachePolicy OFF =
            new CachePolicy(Mode.OFF, false, Duration.ofDays(1), Scope.PROJECT, null, new BigDecimal("0.95"), 0);

    /** How a kept answer is found. */
    public enum Mode {
        OFF,
        EXACT,
        /** The same request but for the last question, which means the same. */
        SEMANTIC;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Mode ofWireName(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    /** Whose calls share answers. */
    public enum Scope {
        PROJECT,
        KEY;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Scope ofWireName(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }
}
