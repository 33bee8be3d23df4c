package dev.maru.routes;

import dev.maru.core.route.Route;
import dev.maru.e2e.RunningMaru;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An example, or more, for each route of the table; a new route fails the tests until somebody says how it is called. */
final class Examples {
    private final Map<String, List<Example>> byRoute = new LinkedHashMap<>();

    private Examples() {}

    static Examples of(RunningMaru maru, Settler settler) {
        var examples = new Examples();
        new RuntimeExamples(settler).addTo(examples);
        new AccessExamples(maru, settler).addTo(examples);
        new GatewayExamples(maru, settler).addTo(examples);
        new RouteExamples(maru, settler).addTo(examples);
        new GuardrailExamples(maru, settler).addTo(examples);
        new LimitExamples(maru, settler).addTo(examples);
        new WebhookExamples(maru, settler).addTo(examples);
        DiscussionExamples.addTo(examples, settler);
        PageExamples.addTo(examples);
        return examples;
    }

    Examples add(String route, Example... examples) {
        byRoute.computeIfAbsent(route, key -> new ArrayList<>()).addAll(List.of(examples));
        return this;
    }

    List<Example> of(Route route) {
        var found = byRoute.get(key(route));
        if (found == null) {
            throw new AssertionError("no example for " + key(route)
                    + "; say in the class of examples of its feature what stands in its path and body");
        }
        return found;
    }

    /** Examples of routes that there are no more. */
    Set<String> without(List<Route> routes) {
        var keys = routes.stream().map(Examples::key).collect(Collectors.toSet());
        var left = new TreeSet<>(byRoute.keySet());
        left.removeAll(keys);
        return left;
    }

    private static String key(Route route) {
        return route.method() + " " + route.path();
    }
}
