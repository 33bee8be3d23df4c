package dev.maru.prompts;

import dev.maru.platform.change.ChangeKind;

/** The kind under which the change feed tells of prompts. */
final class PromptChange {
    static final ChangeKind KIND = new ChangeKind("prompts");

    private PromptChange() {}
}
