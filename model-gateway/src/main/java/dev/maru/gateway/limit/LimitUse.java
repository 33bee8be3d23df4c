package dev.maru.gateway.limit;

import org.jspecify.annotations.Nullable;

/**
 * A limit with how it stands.
 *
 * @param left over all instances; while Redis is away as far as the one that was asked knows, null if it knows nothing or
 *     the limit is off
 */
public record LimitUse(UsageLimit limit, @Nullable Long left) {
    /** Between 0 and 1; what nobody knows of counts as unused. */
    public double shareLeft() {
        if (limit.amount() == 0) {
            return 0;
        }
        return left == null ? 1 : Math.clamp((double) left / limit.amount(), 0, 1);
    }
}
