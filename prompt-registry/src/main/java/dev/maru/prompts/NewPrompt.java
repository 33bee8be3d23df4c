package dev.maru.prompts;

import dev.maru.core.problem.PlatformException;
import java.util.List;
import java.util.Set;

/**
 * A prompt to be created with its first version.
 *
 * @param labels released to the first version at once
 */
public record NewPrompt(
        PromptName name, PromptDraft draft, String description, List<String> tags, Set<PromptLabel> labels) {
    static final int MAX_LABELS = 50;

    public NewPrompt {
        tags = PromptTags.check(tags);
        description = PromptTags.checkDescription(description);
        labels = Set.copyOf(labels);
        if (labels.size() > MAX_LABELS) {
            throw PlatformException.invalid("labels", "give at most " + MAX_LABELS);
        }
    }

    public static NewPrompt of(PromptName name, PromptDraft draft) {
        return new NewPrompt(name, draft, "", List.of(), Set.of());
    }
}
