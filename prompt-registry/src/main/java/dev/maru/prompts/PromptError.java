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
    PROMPT_LABEL_PROTECTED(ErrorKind.FORBIDDEN),
    PROMPT_FOLDER_PROTECTED(ErrorKind.FORBIDDEN),
    PROMPT_PROTECTION_NOT_FOUND(ErrorKind.NOT_FOUND),
    PROMPT_PROTECTION_EXISTS(ErrorKind.CONFLICT),
    PROMPT_REQUEST_NOT_FOUND(ErrorKind.NOT_FOUND),
    PROMPT_REQUEST_PENDING(ErrorKind.CONFLICT),
    PROMPT_REQUEST_CLOSED(ErrorKind.CONFLICT),
    PROMPT_REVIEWER_INVOLVED(ErrorKind.FORBIDDEN),
    PROMPT_THREAD_NOT_FOUND(ErrorKind.NOT_FOUND),
    PROMPT_COMMENT_OF_ANOTHER(ErrorKind.FORBIDDEN),
    PROMPT_DISCUSSION_FULL(ErrorKind.CONFLICT),
    PROMPT_THREAD_FULL(ErrorKind.CONFLICT),
    PROMPT_LABEL_SPLIT(ErrorKind.CONFLICT),
    PROMPT_SPLIT_NOT_FOUND(ErrorKind.NOT_FOUND),
    PROMPT_GATE_NOT_PASSED(ErrorKind.CONFLICT),
    PROMPT_NO_EARLIER_RELEASE(ErrorKind.CONFLICT),
    PROMPT_REFERENCED(ErrorKind.CONFLICT),
    /** A reference of a stored version leads nowhere by now. */
    PROMPT_REFERENCE_BROKEN(ErrorKind.CONFLICT),
    PROMPT_REFERENCE_INVALID(ErrorKind.UNPROCESSABLE),
    PROMPT_IMPORT_REFUSED(ErrorKind.UNPROCESSABLE),
    PROMPT_TEMPLATE_INVALID(ErrorKind.UNPROCESSABLE),
    PROMPT_VARIABLES_MISSING(ErrorKind.UNPROCESSABLE),
    PROMPT_VARIABLES_INVALID(ErrorKind.UNPROCESSABLE),
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
