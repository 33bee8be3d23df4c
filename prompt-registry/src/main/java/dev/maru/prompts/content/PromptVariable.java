package dev.maru.prompts.content;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A name that a template asks for.
 *
 * @param required rendering without it is refused; names used only inside or as sections are optional
 * @param declared what the author says about it, null if nothing
 */
public record PromptVariable(
        String name,
        Usage usage,
        boolean required,
        @Nullable DeclaredVariable declared) {
    PromptVariable(String name, Usage usage, boolean required) {
        this(name, usage, required, null);
    }

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
        return new PromptVariable(name, both, required || other.required, declared);
    }

    /** A declaration says more than the template shows. */
    PromptVariable as(@Nullable DeclaredVariable declaration) {
        return declaration == null
                ? this
                : new PromptVariable(
                        name, usage, declaration.required() && declaration.defaultValue() == null, declaration);
    }
}
