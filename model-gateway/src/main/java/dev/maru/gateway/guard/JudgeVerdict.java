package dev.maru.gateway.guard;

import org.jspecify.annotations.Nullable;

/** What a judge says. */
enum JudgeVerdict {
    ALLOWED,
    DENIED,
    /** No verdict: it could not be asked, or said something else. */
    FAILED,
    /** It cannot be asked about so much; a client must not be able to switch it off by that. */
    TOO_LONG;

    /** What stands in the record, null if nothing does. */
    @Nullable
    String finding() {
        return switch (this) {
            case ALLOWED -> null;
            case DENIED -> "denied";
            case FAILED -> "no-verdict";
            case TOO_LONG -> "too-long";
        };
    }

    boolean stops(Check.Judge judge) {
        return this == DENIED || this == TOO_LONG || (this == FAILED && !judge.allowOnError());
    }
}
