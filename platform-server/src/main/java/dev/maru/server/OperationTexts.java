package dev.maru.server;

import dev.maru.core.route.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What the document of the API calls each route, and what its success is; a line of operations.txt per route. */
final class OperationTexts {
    /** @param id the name that generated clients give their method */
    record Text(String id, String success, String summary) {}

    private static final int COLUMNS = 5;

    private final Map<String, Text> texts = new HashMap<>();

    OperationTexts() {
        try (var in = Objects.requireNonNull(OperationTexts.class.getResourceAsStream("operations.txt"))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException("operations.txt cannot be read", e);
        }
    }

    private void add(String line) {
        var columns = line.split(" +", COLUMNS);
        texts.put(columns[0] + " " + columns[1], new Text(columns[2], columns[3], columns[4]));
    }

    Text of(Route route) {
        return Objects.requireNonNull(
                texts.get(key(route)), () -> "operations.txt has no line for " + key(route) + "; add one");
    }

    /** The routes that have a line. */
    Set<String> keys() {
        return texts.keySet();
    }

    static String key(Route route) {
        return route.method() + " " + route.path();
    }
}
