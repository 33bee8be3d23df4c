package dev.maru.sdk;

import org.jspecify.annotations.Nullable;

/** Maru cannot be reached, does not answer in time, or is itself in trouble; trying again later can help. */
public final class MaruUnavailableException extends MaruException {
    MaruUnavailableException(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    MaruUnavailableException(String detail, @Nullable Throwable cause) {
        this(Problem.unreachable(detail), cause);
    }
}
