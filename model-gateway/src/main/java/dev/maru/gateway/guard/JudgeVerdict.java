package dev.maru.gateway.guard;

import org.jspecify.annotations.Nullable;

/** What a judge says. */
enum JudgeVerdict {
    ALLOWED,
    DENIED,
    /** No verdict: it could not be asked, or said something else. */
    FAILED;

    /** What stands in the record, null if nothing does. */
    @Nullable
    String finding() {
        return switch (this) {
            case ALLOWED -> null;
            case DENIED -> "denied";
            case FAILED -> "no-verdict";
        };
    }

    boolean stops(Check.Judge judge) {
        return this == DENIED || this == FAILED && !judge.allowOnError();
    }
}
