package dev.maru.gateway.route;

import java.util.List;

/**
 * Which targets a call goes to, in their order, and why the others do not get it.
 *
 * @param candidates the first that stands for every call comes first
 */
public record RouteChoice(List<Candidate> candidates, List<Skipped> skipped) {
    public RouteChoice {
        candidates = List.copyOf(candidates);
        skipped = List.copyOf(skipped);
    }

    /** A target that does not fit the call. */
    public record Skipped(String model, String reason) {}
}
