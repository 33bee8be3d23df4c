package dev.maru.gateway.route;

import java.util.List;

/**
 * How much reasoning a call seems to need, on the scale of MT-Bench (0 to 10), and why.
 *
 * @param reasons such as {@code code +1.5}, in the order in which they were added
 */
public record ReasoningNeed(double score, List<String> reasons) {
    public ReasoningNeed {
        reasons = List.copyOf(reasons);
    }
}
