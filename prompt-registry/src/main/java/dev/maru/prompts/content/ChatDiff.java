package dev.maru.prompts.content;

import com.github.difflib.DiffUtils;
import dev.maru.prompts.content.PromptDiff.Change;
import dev.maru.prompts.content.PromptDiff.MessageDiff;
import dev.maru.prompts.content.PromptDiff.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The difference of two lists of messages: equal ones are matched, changed ones paired in order where the role is the same. */
final class ChatDiff {
    private final List<Line> before;
    private final List<Line> after;
    private final List<MessageDiff> messages = new ArrayList<>();

    /** A message as the diff shows it. */
    private record Line(@Nullable String role, String text) {}

    private ChatDiff(List<Line> before, List<Line> after) {
        this.before = before;
        this.after = after;
    }

    static List<MessageDiff> of(PromptBody before, PromptBody after) {
        return new ChatDiff(lines(before), lines(after)).run();
    }

    /** Of two entries in the same place; roles are shown where they differ. */
    static List<Segment> words(ChatEntry before, ChatEntry after) {
        var was = line(before);
        var is = line(after);
        return Objects.equals(was.role, is.role)
                ? WordDiff.of(was.text, is.text)
                : WordDiff.of(was.role + ": " + was.text, is.role + ": " + is.text);
    }

    private List<MessageDiff> run() {
        int old = 0;
        int now = 0;
        for (var delta : DiffUtils.diff(before, after).getDeltas()) {
            var source = delta.getSource();
            while (old < source.getPosition()) {
                pair(old++, now++);
            }
            int oldEnd = old + source.size();
            int nowEnd = now + delta.getTarget().size();
            changed(old, oldEnd, now, nowEnd);
            old = oldEnd;
            now = nowEnd;
        }
        while (old < before.size()) {
            pair(old++, now++);
        }
        return messages;
    }

    private void changed(int old, int oldEnd, int now, int nowEnd) {
        while (old < oldEnd || now < nowEnd) {
            boolean both = old < oldEnd && now < nowEnd;
            if (both && Objects.equals(before.get(old).role, after.get(now).role)) {
                pair(old++, now++);
            } else if (old < oldEnd && (!both || oldEnd - old >= nowEnd - now)) {
                single(old, null, before.get(old), Change.DELETE);
                old++;
            } else {
                single(null, now, after.get(now), Change.INSERT);
                now++;
            }
        }
    }

    private void pair(int old, int now) {
        var was = before.get(old);
        var is = after.get(now);
        messages.add(new MessageDiff(old, now, is.role, WordDiff.of(was.text, is.text)));
    }

    private void single(@Nullable Integer old, @Nullable Integer now, Line line, Change change) {
        messages.add(new MessageDiff(old, now, line.role, List.of(new Segment(change, line.text))));
    }

    private static List<Line> lines(PromptBody body) {
        return switch (body) {
            case PromptBody.Text text -> List.of(new Line(null, text.template()));
            case PromptBody.Chat chat ->
                chat.entries().stream().map(ChatDiff::line).toList();
        };
    }

    private static Line line(ChatEntry entry) {
        return switch (entry) {
            case ChatEntry.Placeholder placeholder -> new Line(null, "{{…" + placeholder.name() + "}}");
            case ChatEntry.Message message -> new Line(message.role().wireName(), text(message));
        };
    }

    private static String text(ChatEntry.Message message) {
        var content = switch (message.content()) {
            case MessageContent.Text text -> text.template();
            case MessageContent.Parts parts -> parts.json().pretty();
            case MessageContent.None none -> "";
        };
        return message.extras().equals(JsonValue.EMPTY_OBJECT)
                ? content
                : content + "\n" + message.extras().pretty();
    }
}
