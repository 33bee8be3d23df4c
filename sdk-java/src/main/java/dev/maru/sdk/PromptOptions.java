package dev.maru.sdk;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which version of a prompt is meant, and what to do about time and trouble. What is null follows the client's settings.
 *
 * @param label null with a null version means {@code production}
 * @param version a number from 1
 * @param ttl how long an answer counts as fresh; zero asks Maru before each use
 * @param timeout how long to wait for Maru before the copies and the fallback have their turn
 * @param fallback served if Maru cannot or will not serve the prompt and there is no copy
 * @param splitKey what decides the variant where a label is split, such as the id of a user
 * @param splitAttributes what the conditions of a split look at, such as the plan of a user
 */
public record PromptOptions(
        @Nullable String label,
        @Nullable Integer version,
        @Nullable Duration ttl,
        @Nullable Duration timeout,
        @Nullable PromptBody fallback,
        @Nullable String splitKey,
        Map<String, String> splitAttributes) {
    /** The label that is meant where nothing else is said. */
    public static final String DEFAULT_LABEL = "production";

    /** @throws IllegalArgumentException if label and version are both given, or a value is out of range */
    public PromptOptions {
        splitAttributes = Map.copyOf(splitAttributes);
        if (label != null && version != null) {
            throw new IllegalArgumentException("name a label or a version of the prompt, not both");
        }
        if (version != null && version < 1) {
            throw new IllegalArgumentException("versions are numbered from 1, not " + version);
        }
        if (ttl != null && ttl.isNegative()) {
            throw new IllegalArgumentException("the time to live is zero or more, not " + ttl);
        }
        if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
            throw new IllegalArgumentException("the timeout is more than zero, not " + timeout);
        }
    }

    /** The version that the label production names. */
    public static PromptOptions defaults() {
        return new PromptOptions(null, null, null, null, null, null, Map.of());
    }

    /** The version that a label names at the time. */
    public static PromptOptions label(String label) {
        return new PromptOptions(label, null, null, null, null, null, Map.of());
    }

    /** One version, whatever the labels do. */
    public static PromptOptions version(int version) {
        return new PromptOptions(null, version, null, null, null, null, Map.of());
    }

    public PromptOptions withTtl(Duration other) {
        return new PromptOptions(label, version, other, timeout, fallback, splitKey, splitAttributes);
    }

    public PromptOptions withTimeout(Duration other) {
        return new PromptOptions(label, version, ttl, other, fallback, splitKey, splitAttributes);
    }

    public PromptOptions withFallback(PromptBody other) {
        return new PromptOptions(label, version, ttl, timeout, other, splitKey, splitAttributes);
    }

    public PromptOptions withSplitKey(String other) {
        return new PromptOptions(label, version, ttl, timeout, fallback, other, splitAttributes);
    }

    public PromptOptions withSplitAttributes(Map<String, String> others) {
        return new PromptOptions(label, version, ttl, timeout, fallback, splitKey, others);
    }
}
