package dev.maru.gateway.app;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import dev.maru.core.id.TenantId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.PromptCall;
import dev.maru.gateway.PromptRendering;
import dev.maru.gateway.PromptSource;

/** A registry that holds one prompt, named "support/한국". */
final class OnePrompt implements PromptSource {
    private static final PromptId ID = PromptId.next();

    @Override
    public PromptRendering render(TenantId tenant, ProjectId project, PromptCall call) {
        if (!call.name().equals("support/한국")) {
            throw new PlatformException(CoreError.NOT_FOUND, "There is no prompt " + call.name() + ".");
        }
        var text = "Answer " + call.variables().get("who") + " from: The shop opens at nine.";
        return new PromptRendering(
                ID,
                call.name(),
                3,
                call.label() == null ? "production" : call.label(),
                null,
                "[{\"role\":\"system\",\"content\":\"" + text + "\"}]",
                "{\"temperature\":0.25,\"max_completion_tokens\":99}");
    }
}
