package dev.maru.gateway.limit;

/** What a call wants of one limit. */
record LimitWish(LimitCounter counter, UsageLimit limit, long units) {}
