package dev.maru.prompts;

import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.content.TemplateText;
import java.util.List;

/** The rules for what people write beside a prompt. */
final class PromptTags {
    private static final int MAX_TAGS = 50;
    private static final int MAX_TAG = 64;
    private static final int MAX_DESCRIPTION = 2_000;

    private PromptTags() {}

    static List<String> check(List<String> tags) {
        var checked = tags.stream().map(String::strip).distinct().sorted().toList();
        if (checked.size() > MAX_TAGS) {
            throw PlatformException.invalid("tags", "use at most " + MAX_TAGS + " tags");
        }
        for (var tag : checked) {
            TemplateText.checkText("tags", tag);
            if (tag.isEmpty() || tag.length() > MAX_TAG) {
                throw PlatformException.invalid("tags", "a tag has 1 to " + MAX_TAG + " characters");
            }
        }
        return checked;
    }

    static String checkDescription(String description) {
        TemplateText.checkText("description", description);
        if (description.length() > MAX_DESCRIPTION) {
            throw PlatformException.invalid("description", "use at most " + MAX_DESCRIPTION + " characters");
        }
        return description.strip();
    }
}
