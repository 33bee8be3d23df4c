package dev.maru.prompts;

import dev.maru.core.problem.PlatformException;

/** The contents of a version to be, with the reason for it. */
public record PromptDraft(PromptBody body, PromptConfig config, String commitMessage) {
    private static final int MAX_MESSAGE = 500;

    public PromptDraft {
        commitMessage = commitMessage.strip();
        if (commitMessage.length() > MAX_MESSAGE) {
            throw PlatformException.invalid("commitMessage", "use at most " + MAX_MESSAGE + " characters");
        }
    }
}
