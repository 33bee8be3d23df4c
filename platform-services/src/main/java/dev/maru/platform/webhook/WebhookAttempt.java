package dev.maru.platform.webhook;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to deliver.
 *
 * @param status the HTTP status, null if none came
 * @param fault why it failed, null if it did not
 * @param answer the beginning of what was answered
 */
public record WebhookAttempt(
        int number,
        Instant at,
        Duration duration,
        @Nullable Integer status,
        @Nullable DeliveryFault fault,
        String answer) {}
