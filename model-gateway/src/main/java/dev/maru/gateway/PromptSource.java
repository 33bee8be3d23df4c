package dev.maru.gateway;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.TenantId;

/** Renders registered prompts from memory; implemented by the prompt registry. */
public interface PromptSource {
    /**
     * Renders a prompt of the project.
     *
     * @throws dev.maru.core.problem.PlatformException if there is no such prompt or a required variable is missing
     */
    PromptRendering render(TenantId tenant, ProjectId project, PromptCall call);
}
