package dev.maru.prompts.content;

import dev.maru.core.problem.PlatformException;
import org.jspecify.annotations.Nullable;

/**
 * What an author says about a variable of a version.
 *
 * @param required rendering without a value is refused, unless there is a default
 * @param defaultValue used where a caller gives none
 * @param sample shown to people and used for previews, never for calls
 */
public record DeclaredVariable(
        String name,
        VariableType type,
        boolean required,
        @Nullable JsonValue defaultValue,
        @Nullable JsonValue sample,
        String description) {
    private static final int MAX_DESCRIPTION = 500;

    public DeclaredVariable {
        if (!TemplateText.isName(name)) {
            throw PlatformException.invalid("name", "name a variable with " + TemplateText.NAME_RULE);
        }
        check("default", type, defaultValue);
        check("sample", type, sample);
        TemplateText.checkText("description", description);
        if (description.length() > MAX_DESCRIPTION) {
            throw PlatformException.invalid("description", "use at most " + MAX_DESCRIPTION + " characters");
        }
    }

    private static void check(String field, VariableType type, @Nullable JsonValue value) {
        if (value != null && !type.takes(value.node())) {
            throw PlatformException.invalid(field, "give a " + type.wireName() + ", as the variable is declared");
        }
    }
}
