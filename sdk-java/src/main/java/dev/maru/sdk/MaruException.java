package dev.maru.sdk;

import org.jspecify.annotations.Nullable;

/** Something that Maru refused or could not do. The message says what to do about it. */
public class MaruException extends RuntimeException {
    private final Problem problem;

    MaruException(Problem problem, @Nullable Throwable cause) {
        super(problem.detail(), cause);
        this.problem = problem;
    }

    /** The HTTP status, 0 if there was no answer. */
    public int status() {
        return problem.status();
    }

    /** Maru's name for the problem, such as {@code prompt-variables-missing}; null if Maru itself said nothing. */
    public @Nullable String code() {
        return problem.code();
    }

    /** What to tell whoever operates Maru, null if there was no answer. */
    public @Nullable String requestId() {
        return problem.requestId();
    }

    /** The same, thrown from here: an answer is received on one thread and told to others. */
    MaruException again() {
        return problem.toException(this);
    }
}
