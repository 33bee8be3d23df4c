package dev.maru.core.problem;

import java.util.Locale;

/** A documented error; each module has one enum of them. */
public interface ErrorCode {
    String name();

    ErrorKind kind();

    /** The stable public name: {@code PROMPT_NOT_FOUND} is {@code prompt-not-found}. */
    default String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
