package dev.maru.prompts;

import java.util.List;
import java.util.Set;

/**
 * A prompt to be created with its first version.
 *
 * @param labels released to the first version at once
 */
public record NewPrompt(
        PromptName name, PromptDraft draft, String description, List<String> tags, Set<PromptLabel> labels) {
    public NewPrompt {
        tags = PromptTags.check(tags);
        description = PromptTags.checkDescription(description);
        labels = Set.copyOf(labels);
    }

    public static NewPrompt of(PromptName name, PromptDraft draft) {
        return new NewPrompt(name, draft, "", List.of(), Set.of());
    }
}
