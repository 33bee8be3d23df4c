package dev.maru.prompts.content;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What counts as a tag in the templates of a version. */
public enum TemplateSyntax {
    /** Variables, sections, inverted sections, comments and references to other prompts. */
    MUSTACHE,
    /** Plain {@code {{name}}} alone, and what has no value stays as it is written: as Langfuse fills prompts in. */
    SIMPLE;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<TemplateSyntax> ofWireName(String name) {
        return Stream.of(values())
                .filter(syntax -> syntax.wireName().equals(name))
                .findFirst();
    }
}
