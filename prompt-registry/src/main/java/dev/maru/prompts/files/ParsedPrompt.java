package dev.maru.prompts.files;

import dev.maru.prompts.NewPrompt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read from a file, or from one place of it.
 *
 * @param line in which the problem is, 0 if it is in no single one
 * @param prompt null if it could not be read, or is none
 * @param problem why it could not be read, empty if it could
 * @param notes what could not be taken over, and why a file is passed over
 */
record ParsedPrompt(String file, int line, @Nullable NewPrompt prompt, String problem, List<String> notes) {
    ParsedPrompt {
        notes = List.copyOf(notes);
    }

    static ParsedPrompt of(String file, NewPrompt prompt, List<String> notes) {
        return new ParsedPrompt(file, 0, prompt, "", notes);
    }

    static ParsedPrompt wrong(String file, int line, String problem) {
        return new ParsedPrompt(file, line, null, problem, List.of());
    }

    static ParsedPrompt ignored(String file, String why) {
        return new ParsedPrompt(file, 0, null, "", List.of(why));
    }

    boolean isWrong() {
        return !problem.isEmpty();
    }
}
