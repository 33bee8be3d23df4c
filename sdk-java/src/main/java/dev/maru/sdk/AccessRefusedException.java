package dev.maru.sdk;

import org.jspecify.annotations.Nullable;

/** Maru does not know the API key any more (401), or the key may not do this (403). */
public final class AccessRefusedException extends MaruException {
    AccessRefusedException(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
    }
}
