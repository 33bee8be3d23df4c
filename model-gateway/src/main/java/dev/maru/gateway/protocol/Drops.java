package dev.maru.gateway.protocol;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The names of what a target has no words for. */
public final class Drops {
    /** Fields that change what is asked: an answer without them would be an answer to something else. */
    private static final Set<String> MEANINGFUL = Set.of(
            "functions", "web_search_options", "audio", "mcp_servers", "container", "prompt", "messages", "background");

    private final Set<String> names = new LinkedHashSet<>();

    public void add(String name) {
        names.add(name);
    }

    public void ifGiven(String name, @Nullable Object value) {
        if (value != null) {
            names.add(name);
        }
    }

    /**
     * Names all fields that only their own protocol knows.
     *
     * @throws ProtocolException if one of them cannot be left out
     */
    public void all(Map<String, JsonNode> others) {
        for (var name : others.keySet()) {
            if (MEANINGFUL.contains(name)) {
                throw new ProtocolException(
                        name, "This model's provider has no counterpart of " + name + "; leave it out.");
            }
            names.add(name);
        }
    }

    public List<String> names() {
        return List.copyOf(names);
    }
}
