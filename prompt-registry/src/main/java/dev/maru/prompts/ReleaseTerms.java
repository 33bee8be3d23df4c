package dev.maru.prompts;

import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to move a label of a prompt: of all protections that cover it the strictest.
 *
 * @param gates that the version must have passed
 */
public record ReleaseTerms(boolean protectedLabel, int approvals, List<String> gates) {
    public ReleaseTerms {
        gates = List.copyOf(gates);
    }

    static ReleaseTerms of(Collection<Protection> protections, PromptName prompt, PromptLabel label) {
        var those = protections.stream()
                .filter(protection -> label.equals(protection.label()) && protection.covers(prompt))
                .toList();
        return new ReleaseTerms(
                !those.isEmpty(),
                those.stream().mapToInt(Protection::approvals).max().orElse(0),
                those.stream()
                        .map(Protection::gate)
                        .filter(ReleaseTerms::isGiven)
                        .map(String::valueOf)
                        .distinct()
                        .toList());
    }

    private static boolean isGiven(@Nullable String gate) {
        return gate != null;
    }

    /** Whether the caller may release without asking anybody, as far as their permissions go. */
    public boolean letsRelease(Caller caller) {
        return caller.may(Permission.RELEASE_PROMPTS) && letsRelease(caller.may(Permission.MANAGE_PROMPTS));
    }

    /** Whether what others said about a request is enough by these terms, which may be stricter than when it was made. */
    boolean areMetBy(ReleaseRequest request) {
        return !protectedLabel || (approvals == 0 ? request.byManager() : request.approved() >= approvals);
    }

    /** Whether somebody with this permission may release without asking anybody. */
    boolean letsRelease(boolean managesPrompts) {
        return !protectedLabel || approvals == 0 && managesPrompts;
    }
}
