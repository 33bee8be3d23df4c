package dev.maru.gateway.guard;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.guard.Guardrail.Action;
import dev.maru.gateway.guard.Guardrail.Stage;
import org.jspecify.annotations.Nullable;

/**
 * What people say of a guardrail.
 *
 * @param key the only key whose calls it holds for, null for every call of the project
 */
public record GuardrailData(
        String name, @Nullable ApiKeyId key, Stage stage, Action action, Check check, boolean enabled) {
    private static final int LONGEST = 100;

    public GuardrailData {
        name = name.strip();
        if (name.isEmpty() || name.length() > LONGEST || name.chars().anyMatch(Character::isISOControl)) {
            throw PlatformException.invalid("name", "1 to " + LONGEST + " characters");
        }
        if (!check.stages().contains(stage)) {
            throw PlatformException.invalid(
                    "stage",
                    "a check of the kind " + check.kind().wireName() + " looks at " + Check.words(check.stages()));
        }
        if (action == Action.MASK && !check.masks()) {
            throw PlatformException.invalid(
                    "action", "a check of the kind " + check.kind().wireName() + " can deny or log, not mask");
        }
    }
}
