package dev.maru.gateway.limit;

/** What a call got of one limit. */
record LimitPart(LimitCounter counter, LimitCounter.Taken taken) {}
