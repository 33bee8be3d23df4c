package dev.maru.prompts;

import dev.maru.core.problem.ErrorCode;
import dev.maru.core.problem.ErrorKind;

/** What can go wrong with prompts. */
public enum PromptError implements ErrorCode {
    PROMPT_NOT_FOUND(ErrorKind.NOT_FOUND),
    PROMPT_ARCHIVED(ErrorKind.NOT_FOUND),
    PROMPT_NAME_TAKEN(ErrorKind.CONFLICT),
    PROMPT_KIND_FIXED(ErrorKind.CONFLICT),
    PROMPT_LABEL_MANAGED(ErrorKind.CONFLICT),
    PROMPT_NO_EARLIER_RELEASE(ErrorKind.CONFLICT),
    PROMPT_TEMPLATE_INVALID(ErrorKind.UNPROCESSABLE),
    PROMPT_VARIABLES_MISSING(ErrorKind.UNPROCESSABLE),
    PROMPT_OUTPUT_TOO_LARGE(ErrorKind.UNPROCESSABLE);

    private final ErrorKind kind;

    PromptError(ErrorKind kind) {
        this.kind = kind;
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }
}
