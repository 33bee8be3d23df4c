package dev.maru.prompts.discussion;

import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.content.ChatEntry;
import dev.maru.prompts.content.MessageContent;
import dev.maru.prompts.content.PromptBody;
import java.util.List;
import java.util.Optional;

/**
 * A place in the text of a version.
 *
 * @param message the position of a message; 0 for a text prompt
 * @param start where the quote begins, in UTF-16 units as browsers count
 * @param end behind it; the same as the start means the whole message
 * @param quote what stands there
 */
public record TextAnchor(int message, int start, int end, String quote) {
    private static final int MAX_QUOTE = 2_000;

    /** Looking for a long quote in a long text can take as many comparisons as both are long together. */
    private static final long MAX_COMPARED = 100_000_000;

    /** The place in a version that somebody points at; refused where there is no such place. */
    static TextAnchor in(PromptBody body, int message, int start, int end) {
        var texts = texts(body);
        if (message < 0 || message >= texts.size()) {
            throw PlatformException.invalid("message", "the version has " + texts.size() + ", counted from 0");
        }
        var text = texts.get(message);
        if (start < 0 || end < start || end > text.length()) {
            throw PlatformException.invalid("end", "the message has " + text.length() + " characters");
        }
        if (cuts(text, start) || cuts(text, end)) {
            throw PlatformException.invalid("end", "a character of two units stands across an end of the quote");
        }
        if (end - start > MAX_QUOTE) {
            throw PlatformException.invalid("end", "point at no more than " + MAX_QUOTE + " characters");
        }
        return new TextAnchor(message, start, end, text.substring(start, end));
    }

    private static boolean cuts(String text, int at) {
        return at > 0 && at < text.length() && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
    }

    /** Where the quote stands in another version: in the same place, else nearest to it, else nowhere. */
    public Optional<TextAnchor> movedTo(PromptBody body) {
        var texts = texts(body);
        if (message < texts.size()) {
            var found = nearest(texts.get(message), message);
            if (found.isPresent()) {
                return found;
            }
        }
        for (int other = 0; other < texts.size(); other++) {
            var found = quote.isEmpty() ? Optional.<TextAnchor>empty() : nearest(texts.get(other), other);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The place itself, else the nearest before or behind it. */
    private Optional<TextAnchor> nearest(String text, int where) {
        if (text.startsWith(quote, start)) {
            return Optional.of(new TextAnchor(where, start, end, quote));
        }
        if ((long) text.length() * quote.length() > MAX_COMPARED) {
            return Optional.empty();
        }
        int after = quote.isEmpty() ? -1 : text.indexOf(quote, start);
        int before = quote.isEmpty() ? 0 : text.lastIndexOf(quote, start);
        if (after < 0 && before < 0) {
            return Optional.empty();
        }
        int best = before < 0 || after >= 0 && after - start < start - before ? after : before;
        return Optional.of(new TextAnchor(where, best, best + quote.length(), quote));
    }

    /** What a version says, message by message, as people read it. */
    public static List<String> texts(PromptBody body) {
        return switch (body) {
            case PromptBody.Text text -> List.of(text.template());
            case PromptBody.Chat chat ->
                chat.entries().stream().map(TextAnchor::text).toList();
        };
    }

    private static String text(ChatEntry entry) {
        return switch (entry) {
            case ChatEntry.Placeholder placeholder -> "{{…" + placeholder.name() + "}}";
            case ChatEntry.Message message ->
                switch (message.content()) {
                    case MessageContent.Text text -> text.template();
                    case MessageContent.Parts parts -> parts.json().pretty();
                    case MessageContent.None none -> "";
                };
        };
    }
}
