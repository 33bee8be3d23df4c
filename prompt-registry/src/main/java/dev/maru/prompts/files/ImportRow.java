package dev.maru.prompts.files;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an import does, or would do, with one file.
 *
 * @param file its path, or its place in a list
 * @param line in which the problem is, 0 if it is in no single one
 * @param name of the prompt, null if it could not be read
 * @param version the newest version afterwards, 0 if there is none by this import
 * @param labels that the file names
 * @param released those of them that come to name this version
 * @param problem what is wrong, empty if nothing is
 * @param notes what is not taken over, and why
 */
public record ImportRow(
        String file,
        int line,
        @Nullable String name,
        Action action,
        int version,
        List<String> labels,
        List<String> released,
        String problem,
        List<String> notes) {
    public ImportRow {
        labels = List.copyOf(labels);
        released = List.copyOf(released);
        notes = List.copyOf(notes);
    }

    /** What becomes of the file. */
    public enum Action {
        CREATED,
        VERSION_ADDED,
        UNCHANGED,
        /** Only description, tags or labels change. */
        DESCRIBED,
        /** Holds no prompt, or an older version of one that stands elsewhere. */
        IGNORED,
        REFUSED;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
