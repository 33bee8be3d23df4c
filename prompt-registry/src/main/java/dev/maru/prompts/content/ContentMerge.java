package dev.maru.prompts.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Brings together what two people made of one version, part by part: what only one of them changed is taken as it is;
 * where both did, somebody has to choose. Chat prompts are merged message by message as long as none came, went or moved
 * and all are written in one syntax; else the whole text is one part.
 */
public final class ContentMerge {
    /** Whose text a part takes. */
    public enum Side {
        THEIRS,
        MINE
    }

    /** What a part is about. */
    public enum Kind {
        MESSAGE,
        BODY,
        CONFIG,
        VARIABLES
    }

    /**
     * A part in which the two differ.
     *
     * @param message the position of a message, 0 for other parts
     * @param proposed the side that changed it; mine where both did
     * @param conflict whether both changed it
     * @param difference from theirs to mine
     */
    public record Part(Kind kind, int message, Side proposed, boolean conflict, List<PromptDiff.Segment> difference) {
        public Part {
            difference = List.copyOf(difference);
        }
    }

    private final PromptContent base;
    private final PromptContent theirs;
    private final PromptContent mine;
    private final List<Part> parts = new ArrayList<>();

    public ContentMerge(PromptContent base, PromptContent theirs, PromptContent mine) {
        this.base = base;
        this.theirs = theirs;
        this.mine = mine;
        if (isByMessage()) {
            for (int i = 0; i < entries(base).size(); i++) {
                compare(
                        Kind.MESSAGE,
                        i,
                        entries(base).get(i),
                        entries(theirs).get(i),
                        entries(mine).get(i),
                        ChatDiff.words(entries(theirs).get(i), entries(mine).get(i)));
            }
        } else {
            compare(
                    Kind.BODY,
                    0,
                    base.body(),
                    theirs.body(),
                    mine.body(),
                    ChatDiff.of(theirs.body(), mine.body()).stream()
                            .flatMap(message -> message.segments().stream())
                            .toList());
        }
        compare(
                Kind.CONFIG,
                0,
                base.config(),
                theirs.config(),
                mine.config(),
                WordDiff.of(
                        theirs.config().json().pretty(), mine.config().json().pretty()));
        compare(
                Kind.VARIABLES,
                0,
                base.variables(),
                theirs.variables(),
                mine.variables(),
                WordDiff.of(PromptDiff.pretty(theirs.variables()), PromptDiff.pretty(mine.variables())));
    }

    /** Where the two differ, in the order of the version. */
    public List<Part> parts() {
        return List.copyOf(parts);
    }

    /** The content with a side for each part; a part that is not named takes its proposal. */
    public PromptContent with(Map<Part, Side> choices) {
        return new PromptContent(
                body(choices),
                side(choices, Kind.CONFIG, 0) == Side.MINE ? mine.config() : theirs.config(),
                side(choices, Kind.VARIABLES, 0) == Side.MINE ? mine.variables() : theirs.variables());
    }

    private PromptBody body(Map<Part, Side> choices) {
        if (!isByMessage()) {
            return side(choices, Kind.BODY, 0) == Side.MINE ? mine.body() : theirs.body();
        }
        var merged = new ArrayList<ChatEntry>();
        for (int i = 0; i < entries(mine).size(); i++) {
            var from = side(choices, Kind.MESSAGE, i) == Side.MINE ? mine : theirs;
            merged.add(entries(from).get(i));
        }
        return new PromptBody.Chat(base.body().syntax(), merged);
    }

    /** Theirs where the two do not differ. */
    private Side side(Map<Part, Side> choices, Kind kind, int message) {
        return parts.stream()
                .filter(part -> part.kind == kind && part.message == message)
                .findFirst()
                .map(part -> choices.getOrDefault(part, part.proposed))
                .orElse(Side.THEIRS);
    }

    private <T> void compare(Kind kind, int message, T before, T their, T my, List<PromptDiff.Segment> difference) {
        if (Objects.equals(their, my)) {
            return;
        }
        var iChanged = !Objects.equals(before, my);
        var theyChanged = !Objects.equals(before, their);
        parts.add(new Part(kind, message, iChanged ? Side.MINE : Side.THEIRS, iChanged && theyChanged, difference));
    }

    private boolean isByMessage() {
        return base.body() instanceof PromptBody.Chat
                && theirs.body() instanceof PromptBody.Chat
                && mine.body() instanceof PromptBody.Chat
                && base.body().syntax() == theirs.body().syntax()
                && base.body().syntax() == mine.body().syntax()
                && stays(entries(base), entries(theirs))
                && stays(entries(base), entries(mine));
    }

    /** Whether each message is still the one that it was: none came, went, or took the place of another. */
    private static boolean stays(List<ChatEntry> before, List<ChatEntry> after) {
        if (before.size() != after.size()) {
            return false;
        }
        for (int i = 0; i < after.size(); i++) {
            var entry = after.get(i);
            if (!entry.equals(before.get(i)) && before.contains(entry)) {
                return false;
            }
        }
        return true;
    }

    private static List<ChatEntry> entries(PromptContent content) {
        return content.body() instanceof PromptBody.Chat chat ? chat.entries() : List.of();
    }
}
