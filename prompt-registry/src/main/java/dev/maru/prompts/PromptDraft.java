package dev.maru.prompts;

import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.content.ConfigSchemas;
import dev.maru.prompts.content.DeclaredVariables;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.prompts.content.PromptContent;
import dev.maru.prompts.content.PromptJson;
import dev.maru.prompts.content.TemplateText;
import java.nio.charset.StandardCharsets;

/** The contents of a version to be, with the reason for it. */
public record PromptDraft(PromptBody body, PromptConfig config, DeclaredVariables variables, String commitMessage) {
    private static final int MAX_MESSAGE = 500;
    private static final int MAX_BYTES = 1024 * 1024;

    public PromptDraft(PromptBody body, PromptConfig config, String commitMessage) {
        this(body, config, DeclaredVariables.NONE, commitMessage);
    }

    public PromptDraft {
        commitMessage = commitMessage.strip();
        if (commitMessage.length() > MAX_MESSAGE) {
            throw PlatformException.invalid("commitMessage", "use at most " + MAX_MESSAGE + " characters");
        }
        TemplateText.checkText("commitMessage", commitMessage);
        ConfigSchemas.check(config);
        if (PromptJson.content(body, config, variables).getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw PlatformException.invalid("prompt", "use at most " + MAX_BYTES / 1024 + " KiB with the config");
        }
    }

    public PromptContent content() {
        return new PromptContent(body, config, variables);
    }
}
