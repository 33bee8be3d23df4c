package dev.maru.gateway.limit;

import org.jspecify.annotations.Nullable;

/**
 * A limit with how it stands.
 *
 * @param left as far as the instance that was asked knows; null if no call there met it lately
 */
public record LimitUse(UsageLimit limit, @Nullable Long left) {}
