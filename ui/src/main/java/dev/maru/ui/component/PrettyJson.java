package dev.maru.ui.component;

import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** JSON as people write it: indented, a space after the colon alone. */
public final class PrettyJson {
    private static final ObjectWriter WRITER = new JsonMapper()
            .writer()
            .with(new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER)));

    private PrettyJson() {}

    public static String of(Object value) {
        return WRITER.writeValueAsString(value);
    }
}
