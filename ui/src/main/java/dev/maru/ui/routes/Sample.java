package dev.maru.ui.routes;

import dev.maru.gateway.route.FailureClass;
import dev.maru.gateway.route.SampleCall;
import dev.maru.ui.shell.Query;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A made-up call as its fields hold it, and as it stands in the page's address.
 *
 * @param tags as typed, such as {@code team=search, stage=beta}
 * @param failures what happens at a target, by its model
 */
record Sample(
        String text,
        String tags,
        Set<String> features,
        Set<String> inputs,
        @Nullable String effort,
        Map<String, FailureClass> failures) {
    static final Sample NONE = new Sample("", "", Set.of(), Set.of(), null, Map.of());
    /** Longer texts are tried out as well, but are too much for an address. */
    private static final int LONGEST_IN_ADDRESS = 1_000;

    Sample {
        features = Set.copyOf(features);
        inputs = Set.copyOf(inputs);
        failures = Map.copyOf(failures);
    }

    static Sample of(Query query) {
        return new Sample(
                query.get("text", ""),
                query.get("tags", ""),
                words(query.get("features", "")),
                words(query.get("inputs", "")),
                query.get("effort").orElse(null),
                failures(query.get("fails", "")));
    }

    /** The same address with this call in it. */
    Query into(Query query) {
        var fails = new TreeMap<>(failures)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue().wireName())
                        .collect(Collectors.joining(","));
        return query.with("text", text.length() > LONGEST_IN_ADDRESS ? null : text)
                .with("tags", tags)
                .with("features", features.stream().sorted().collect(Collectors.joining(",")))
                .with("inputs", inputs.stream().sorted().collect(Collectors.joining(",")))
                .with("effort", effort)
                .with("fails", fails);
    }

    SampleCall call() {
        return new SampleCall(text, null, inputs, features, tagValues(), null, effort, failures, 0);
    }

    /** The tags that are complete; half a tag is still being typed. */
    Map<String, String> tagValues() {
        var found = new LinkedHashMap<String, String>();
        for (var pair : tags.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && !pair.substring(0, equals).isBlank()) {
                found.put(
                        pair.substring(0, equals).strip(),
                        pair.substring(equals + 1).strip());
            }
        }
        return found;
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.split(",", -1))
                .filter(word -> !word.isBlank())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Part of an address that somebody cut short or made up is left out. */
    private static Map<String, FailureClass> failures(String text) {
        var found = new LinkedHashMap<String, FailureClass>();
        for (var pair : words(text)) {
            int equals = pair.lastIndexOf('=');
            if (equals > 0) {
                Arrays.stream(FailureClass.values())
                        .filter(failure -> failure.wireName().equals(pair.substring(equals + 1)))
                        .forEach(failure -> found.put(pair.substring(0, equals), failure));
            }
        }
        return found;
    }
}
