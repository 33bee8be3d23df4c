package dev.maru.prompts;

import dev.maru.prompts.content.Composition;
import dev.maru.prompts.content.PromptBody;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts prompts in an order in which each stands after those of them that it refers to. */
final class ReferenceOrder {
    private final Map<PromptName, PromptBody> bodies;
    private final Set<PromptName> seen = new HashSet<>();
    private final Set<PromptName> order = new LinkedHashSet<>();

    private ReferenceOrder(Map<PromptName, PromptBody> bodies) {
        this.bodies = bodies;
    }

    /** Those that lead back to themselves stand somewhere: saving them tells what is wrong. */
    static List<PromptName> of(Map<PromptName, PromptBody> bodies) {
        var sorting = new ReferenceOrder(bodies);
        bodies.keySet().stream().sorted().forEach(sorting::visit);
        return List.copyOf(sorting.order);
    }

    private void visit(PromptName start) {
        // By hand instead of by recursion: a chain may be as long as the import.
        var path = new ArrayList<PromptName>();
        path.add(start);
        while (!path.isEmpty()) {
            var name = path.getLast();
            var open = seen.add(name) ? below(name) : List.<PromptName>of();
            if (open.isEmpty()) {
                path.removeLast();
                order.add(name);
            } else {
                path.addAll(open);
            }
        }
    }

    private List<PromptName> below(PromptName name) {
        var body = bodies.get(name);
        return body == null
                ? List.of()
                : Composition.references(body).stream()
                        .map(reference -> reference.name())
                        .filter(other -> bodies.containsKey(other) && !seen.contains(other))
                        .distinct()
                        .toList();
    }
}
