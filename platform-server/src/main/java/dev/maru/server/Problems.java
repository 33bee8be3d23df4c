package dev.maru.server;

import dev.maru.core.problem.ErrorCode;
import java.util.Locale;

/** Words for error codes. */
final class Problems {
    private Problems() {}

    /** {@code PROMPT_NOT_FOUND} reads "Prompt not found". */
    static String title(ErrorCode code) {
        var words = code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
