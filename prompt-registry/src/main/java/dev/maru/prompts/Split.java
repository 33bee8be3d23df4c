package dev.maru.prompts;

import dev.maru.core.id.PromptId;
import dev.maru.core.id.SplitId;
import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.content.ContentHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sends a share of those who ask for a label to other versions than the one that it names. Who gets what is decided by
 * {@code SHA-256(split id + ":" + key)}, its first four bytes as an unsigned number modulo 10,000, over the weights in
 * their order; what is left goes to the version that the label names. The same key gets the same version for as long as
 * the split runs, on every replica and in every client.
 *
 * @param conditions attributes that a caller must have, each with one of the values; others get the label's own version
 * @param guard ends the split when a variant does worse; null for a split that nobody watches
 * @param stateReason why it was stopped
 */
public record Split(
        SplitId id,
        PromptId prompt,
        PromptLabel label,
        List<Variant> variants,
        Map<String, List<String>> conditions,
        @Nullable SplitGuard guard,
        State state,
        String stateReason,
        String startedBy,
        Instant startedAt,
        @Nullable Instant endedAt) {
    /** Weights are given in this many parts. */
    public static final int WHOLE = 10_000;

    private static final int MAX_VARIANTS = 10;
    private static final int MAX_CONDITIONS = 8;

    /** Where a split stands. */
    public enum State {
        RUNNING,
        /** Its guard ended it. */
        STOPPED,
        FINISHED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State ofWireName(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    /** @param weight of 10,000 */
    public record Variant(int version, int weight) {
        public Variant {
            if (version < 1) {
                throw PlatformException.invalid("variants", "versions are numbered from 1");
            }
            if (weight < 1 || weight > WHOLE) {
                throw PlatformException.invalid("variants", "a weight is 1 to " + WHOLE + ", of " + WHOLE);
            }
        }
    }

    public Split {
        variants = List.copyOf(variants);
        var sorted = new TreeMap<String, List<String>>();
        conditions.forEach((name, values) -> sorted.put(name, List.copyOf(values)));
        conditions = sorted;
        if (variants.isEmpty() || variants.size() > MAX_VARIANTS) {
            throw PlatformException.invalid("variants", "give 1 to " + MAX_VARIANTS);
        }
        var versions = new HashSet<Integer>();
        int sum = 0;
        for (var variant : variants) {
            sum += variant.weight();
            if (!versions.add(variant.version())) {
                throw PlatformException.invalid("variants", "version " + variant.version() + " stands twice");
            }
        }
        if (sum > WHOLE) {
            throw PlatformException.invalid("variants", "the weights add up to more than " + WHOLE);
        }
        if (conditions.size() > MAX_CONDITIONS || conditions.values().stream().anyMatch(List::isEmpty)) {
            throw PlatformException.invalid(
                    "conditions", "give at most " + MAX_CONDITIONS + " attributes, each with a value");
        }
    }

    /** A split that nobody began yet. */
    static Split planned(PromptId prompt, SplitService.Plan plan) {
        return new Split(
                SplitId.next(),
                prompt,
                plan.label(),
                plan.variants(),
                plan.conditions(),
                plan.guard(),
                State.RUNNING,
                "",
                "",
                Instant.EPOCH,
                null);
    }

    Split by(String starter, Instant at) {
        return new Split(id, prompt, label, variants, conditions, guard, state, stateReason, starter, at, endedAt);
    }

    /** This split with the shares and the guard of another, in its own order; empty if that is about something else. */
    Optional<Split> resizedAs(Split other) {
        var weights = new HashMap<Integer, Integer>();
        other.variants.forEach(variant -> weights.put(variant.version(), variant.weight()));
        if (variants.size() != weights.size()
                || !conditions.equals(other.conditions)
                || !variants.stream().allMatch(variant -> weights.containsKey(variant.version()))) {
            return Optional.empty();
        }
        var resized = variants.stream()
                .map(variant -> new Variant(variant.version(), weights.getOrDefault(variant.version(), 0)))
                .toList();
        return Optional.of(new Split(
                id,
                prompt,
                label,
                resized,
                conditions,
                other.guard,
                state,
                stateReason,
                startedBy,
                startedAt,
                endedAt));
    }

    /** The version for a caller, null for the one that the label names. */
    @Nullable
    Integer choose(SplitKey key) {
        if (!means(key)) {
            return null;
        }
        int bucket = bucket(id, key.key());
        for (var variant : variants) {
            bucket -= variant.weight();
            if (bucket < 0) {
                return variant.version();
            }
        }
        return null;
    }

    /** Whether its conditions select a caller; others get the label's own version and are no part of the comparison. */
    boolean means(SplitKey key) {
        return conditions.entrySet().stream().allMatch(wanted -> meets(wanted.getValue(), key, wanted.getKey()));
    }

    private static boolean meets(List<String> values, SplitKey key, String name) {
        var value = key.attributes().get(name);
        return value != null && values.contains(value);
    }

    /** 0 to 9,999. */
    static int bucket(SplitId id, String key) {
        var hash = ContentHash.sha256((id + ":" + key).getBytes(StandardCharsets.UTF_8));
        return (int) (Integer.toUnsignedLong(ByteBuffer.wrap(hash).getInt()) % WHOLE);
    }
}
