package dev.maru.platform.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of one request.
 *
 * @param status null if no answer came
 * @param fault null if the event was taken
 * @param excerpt the beginning of the answer's body
 * @param retryAfter how long the receiver wants to be left alone, null if it did not say
 */
record WebhookAnswer(
        @Nullable Integer status,
        @Nullable DeliveryFault fault,
        String excerpt,
        @Nullable Duration retryAfter,
        Duration duration) {}
