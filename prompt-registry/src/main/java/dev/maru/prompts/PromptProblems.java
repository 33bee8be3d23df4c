package dev.maru.prompts;

import dev.maru.core.id.PromptId;
import dev.maru.core.problem.PlatformException;

/** The sentences about prompts that are not there. */
final class PromptProblems {
    private PromptProblems() {}

    static PlatformException unknown(PromptId prompt) {
        return new PlatformException(
                PromptError.PROMPT_NOT_FOUND, "There is no prompt " + prompt + " in this project.");
    }

    static PlatformException unknown(PromptName name, PromptSelector selector) {
        return new PlatformException(
                PromptError.PROMPT_NOT_FOUND,
                "There is no prompt \"" + name + "\" in this project (asked for with " + selector + ").");
    }

    static PlatformException archived(PromptName name) {
        return new PlatformException(
                PromptError.PROMPT_ARCHIVED,
                "The prompt \"" + name + "\" is archived; somebody who may write prompts can bring it back.");
    }

    static PlatformException noSuchVersion(PromptName name, int version, int latest) {
        return new PlatformException(
                PromptError.PROMPT_NOT_FOUND,
                "The prompt \"" + name + "\" has no version " + version + "; its newest is version " + latest + ".");
    }

    static PlatformException noSuchLabel(PromptName name, PromptLabel label) {
        return new PlatformException(
                PromptError.PROMPT_NOT_FOUND,
                "The prompt \"" + name + "\" has no label " + label + "; release a version to it, or ask for another.");
    }
}
