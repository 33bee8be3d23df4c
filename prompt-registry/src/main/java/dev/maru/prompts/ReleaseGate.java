package dev.maru.prompts;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import dev.maru.core.tenancy.TenantTx;

/** Judges by its own means whether a version may be released; contributed by who runs gates. */
public interface ReleaseGate {
    /** Whether there is a gate of this name in the project. */
    boolean knows(TenantTx tx, ProjectId project, String gate);

    Verdict judge(TenantTx tx, ProjectId project, String gate, PromptId prompt, int version);

    /** @param reason why not, or what was passed, for people */
    record Verdict(boolean passed, String reason) {}
}
