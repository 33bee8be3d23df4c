package dev.maru.ui.playground;

import dev.maru.core.id.PromptId;
import dev.maru.core.id.RequestId;
import dev.maru.prompts.PromptLabel;
import dev.maru.ui.shell.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one column shows, as it stands in the address of the page: {@code c1=prm_…@production&m1=openai/gpt-5}.
 *
 * @param model null means the prompt's own or the first there is
 */
record ColumnLink(Source source, @Nullable String model) {
    static final int MOST = 4;
    static final ColumnLink NEW = new ColumnLink(new Source.Free(), null);
    private static final String FREE = "free";

    /** Where the messages of a column come from. */
    sealed interface Source {
        /** Written on the page itself. */
        record Free() implements Source {}

        /** As a past call sent them. */
        record OfCall(RequestId call) implements Source {}

        /** A version of a prompt, named by its number or by a label. */
        record Saved(
                PromptId prompt,
                @Nullable Integer version,
                @Nullable String label) implements Source {
            static Saved of(PromptId prompt, String selector) {
                return selector.matches("\\d{1,9}")
                        ? new Saved(prompt, Integer.valueOf(selector), null)
                        : new Saved(prompt, null, selector);
            }

            String selector() {
                return version == null ? Objects.requireNonNull(label) : version.toString();
            }
        }
    }

    ColumnLink with(@Nullable String otherModel) {
        return new ColumnLink(source, otherModel);
    }

    ColumnLink from(Source other) {
        return new ColumnLink(other, model);
    }

    /** Throws IllegalArgumentException if an id in the address is none. */
    static List<ColumnLink> read(Query query) {
        var links = new ArrayList<ColumnLink>();
        for (int i = 1; i <= MOST; i++) {
            var source = query.get("c" + i);
            var model = query.get("m" + i);
            if (source.isPresent() || model.isPresent()) {
                links.add(new ColumnLink(source(source.orElse(FREE)), model.orElse(null)));
            }
        }
        return List.copyOf(links);
    }

    static Query write(List<ColumnLink> links) {
        var query = Query.none();
        for (int i = 0; i < links.size(); i++) {
            var link = links.get(i);
            query = query.with("c" + (i + 1), text(link.source)).with("m" + (i + 1), link.model);
        }
        return query;
    }

    private static Source source(String text) {
        if (text.equals(FREE)) {
            return new Source.Free();
        }
        if (text.startsWith("req_")) {
            return new Source.OfCall(RequestId.parse(text));
        }
        int at = text.indexOf('@');
        return at < 0
                ? new Source.Saved(PromptId.parse(text), null, PromptLabel.LATEST.value())
                : Source.Saved.of(PromptId.parse(text.substring(0, at)), text.substring(at + 1));
    }

    private static String text(Source source) {
        return switch (source) {
            case Source.Free free -> FREE;
            case Source.OfCall(var call) -> call.toString();
            case Source.Saved saved -> saved.prompt() + "@" + saved.selector();
        };
    }
}
