package dev.maru.sdk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The split of a label as Maru serves it, and who gets which version of it: the first four bytes of
 * {@code SHA-256(id + ":" + key)} modulo 10,000 over the weights in their order, as Maru itself chooses. Hence the same
 * user gets the same version everywhere, and nobody has to be asked about each user.
 */
record SplitChoice(String id, int control, List<Variant> variants, Map<String, List<String>> conditions) {
    private static final int WHOLE = 10_000;

    /** @param weight of 10,000 */
    record Variant(int version, int weight) {}

    /** Null where nothing is split, or in a way that this library does not know. */
    static @Nullable SplitChoice of(Prompt prompt) {
        if (!(prompt.answer().get("split") instanceof Map<?, ?> split)
                || !(split.get("id") instanceof String id)
                || !(split.get("control") instanceof Number control)
                || !(split.get("variants") instanceof List<?> listed)) {
            return null;
        }
        var variants = listed.stream()
                .map(SplitChoice::variant)
                .filter(variant -> variant.version > 0)
                .toList();
        return variants.size() < listed.size()
                ? null
                : new SplitChoice(id, control.intValue(), variants, conditions(split.get("conditions")));
    }

    private static Variant variant(@Nullable Object json) {
        return json instanceof Map<?, ?> map
                        && map.get("version") instanceof Number version
                        && map.get("weight") instanceof Number weight
                ? new Variant(version.intValue(), weight.intValue())
                : new Variant(0, 0);
    }

    private static Map<String, List<String>> conditions(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> map)) {
            return Map.of();
        }
        return map.entrySet().stream()
                .filter(entry -> entry.getKey() instanceof String && entry.getValue() instanceof List<?>)
                .collect(Collectors.toMap(
                        entry -> String.valueOf(entry.getKey()),
                        entry -> ((List<?>) entry.getValue())
                                .stream().map(String::valueOf).toList()));
    }

    int version(String key, Map<String, String> attributes) {
        if (!means(attributes)) {
            return control;
        }
        int left = bucket(key);
        for (var variant : variants) {
            left -= variant.weight;
            if (left < 0) {
                return variant.version;
            }
        }
        return control;
    }

    /** Whether its conditions select a caller; others have no variant. */
    boolean means(Map<String, String> attributes) {
        return conditions.entrySet().stream()
                .allMatch(wanted -> wanted.getValue().contains(attributes.getOrDefault(wanted.getKey(), "")));
    }

    /** 0 to 9,999. */
    int bucket(String key) {
        var hash = Sha256.of((id + ":" + key).getBytes(StandardCharsets.UTF_8));
        return (int) (Integer.toUnsignedLong(ByteBuffer.wrap(hash).getInt()) % WHOLE);
    }
}
