package dev.maru.gateway.route;

import dev.maru.gateway.route.RouteChoice.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a call would go.
 *
 * @param steps the targets that are asked, in their order
 * @param answers the target that answers, null if none does
 * @param unused targets that fit but are not needed
 * @param skipped targets that do not fit the call
 */
public record Simulation(
        CallTraits call, List<Step> steps, @Nullable String answers, List<Candidate> unused, List<Skipped> skipped) {
    public Simulation {
        steps = List.copyOf(steps);
        unused = List.copyOf(unused);
        skipped = List.copyOf(skipped);
    }

    /** @param failure null: it answers */
    public record Step(
            String model, String reason, @Nullable FailureClass failure, int tries) {}

    /** The same rules as a call that is really made, see the call path's failover. */
    static Simulation of(RoutePlan plan, CallTraits call, RouteChoice choice, Map<String, FailureClass> failures) {
        var steps = new ArrayList<Step>();
        var unused = new ArrayList<Candidate>();
        @Nullable String answers = null;
        @Nullable FailureClass last = null;
        var over = false;
        int attempts = 0;
        for (var candidate : choice.candidates()) {
            var turn = last == null ? candidate.onlyAfter().isEmpty() : candidate.takesOver(last);
            if (over || !turn || attempts >= plan.mostAttempts()) {
                unused.add(candidate);
                continue;
            }
            var name = candidate.model().qualifiedName();
            var failure =
                    failures.getOrDefault(name, failures.get(candidate.model().upstreamId()));
            int tries = failure != null && failure.blamesEndpoint()
                    ? Math.min(plan.tries(), plan.mostAttempts() - attempts)
                    : 1;
            attempts += tries;
            steps.add(new Step(name, candidate.reason(), failure, tries));
            if (failure == null) {
                answers = name;
                over = true;
            } else {
                last = failure;
                over = failure == FailureClass.REQUEST || failure == FailureClass.OWN;
            }
        }
        return new Simulation(call, steps, answers, unused, choice.skipped());
    }
}
