package dev.maru.prompts;

import dev.maru.core.problem.PlatformException;

/** Checks the fields of a config that Maru or a provider understands. */
final class PromptConfigRules {
    private PromptConfigRules() {}

    static void check(JsonValue config) {
        if (!config.node().isObject()) {
            throw PlatformException.invalid("config", "give a JSON object");
        }
    }
}
