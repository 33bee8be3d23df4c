package dev.maru.prompts;

import java.util.Locale;

/**
 * A name that a template asks for.
 *
 * @param required rendering without it is refused; names used only inside or as sections are optional
 */
public record PromptVariable(String name, Usage usage, boolean required) {
    /** How the template uses the name. */
    public enum Usage {
        VALUE,
        SECTION,
        MESSAGES;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What two uses of one name ask for together. */
    PromptVariable merge(PromptVariable other) {
        var both = usage == Usage.SECTION ? other.usage : usage;
        return new PromptVariable(name, both, required || other.required);
    }
}
