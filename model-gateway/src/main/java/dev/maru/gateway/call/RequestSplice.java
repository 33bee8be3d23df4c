package dev.maru.gateway.call;

import dev.maru.gateway.PromptRendering;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.node.ObjectNode;

/** What goes upstream: the client's bytes with only the needed changes put between them. */
final class RequestSplice {
    private record Edit(int from, int to, byte[] replacement) {}

    private final RequestEnvelope envelope;
    private final List<Edit> edits = new ArrayList<>();
    private final Map<String, String> added = new LinkedHashMap<>();
    private @Nullable String removed;

    RequestSplice(RequestEnvelope envelope) {
        this.envelope = envelope;
    }

    /** Sets a field to a JSON value, where it stands if it is there. */
    RequestSplice set(String field, String json) {
        var span = envelope.field(field);
        if (span == null) {
            added.put(field, json);
        } else {
            edits.add(new Edit(span.valueStart(), span.valueEnd(), utf8(json)));
        }
        return this;
    }

    /** Asks the provider for usage in the stream, as well as for whatever else the client asked. */
    RequestSplice askForUsage() {
        var span = envelope.field("stream_options");
        var options = span != null && span.type() == JsonToken.START_OBJECT
                ? (ObjectNode) envelope.tree(span)
                : RequestEnvelope.JSON.createObjectNode();
        if (!options.path("include_usage").asBoolean(false)) {
            options.put("include_usage", true);
            set("stream_options", RequestEnvelope.JSON.writeValueAsString(options));
        }
        return this;
    }

    /** Puts rendered messages in front of the client's own and takes the prompt's name out. */
    RequestSplice render(PromptRendering rendering) {
        removed = "prompt";
        var array = rendering.messagesJson().strip();
        var front = array.substring(1, array.length() - 1).strip();
        var span = envelope.field("messages");
        if (span == null) {
            added.put("messages", "[" + front + "]");
        } else if (!front.isEmpty()) {
            int inside = span.valueStart() + 1;
            edits.add(new Edit(inside, inside, utf8(isEmptyArray(span) ? front : front + ",")));
        }
        return this;
    }

    /** Takes a {@code "prompt": null} out, which no provider knows. */
    RequestSplice withoutPrompt() {
        removed = envelope.has("prompt") ? "prompt" : null;
        return this;
    }

    private boolean isEmptyArray(RequestEnvelope.Span span) {
        for (int i = span.valueStart() + 1; i < span.valueEnd() - 1; i++) {
            if (!Character.isWhitespace(envelope.body()[i])) {
                return false;
            }
        }
        return true;
    }

    BodyPieces pieces() {
        addRemoval();
        addInsertion();
        edits.sort(Comparator.comparingInt(Edit::from).thenComparingInt(Edit::to));
        var pieces = new BodyPieces();
        int position = 0;
        for (var edit : edits) {
            pieces.add(envelope.body(), position, edit.from());
            pieces.add(edit.replacement());
            position = edit.to();
        }
        pieces.add(envelope.body(), position, envelope.body().length);
        return pieces;
    }

    /** Removes a field with one of the commas beside it. */
    private void addRemoval() {
        var span = removed == null ? null : envelope.field(removed);
        if (span == null) {
            return;
        }
        var names = envelope.names();
        int index = names.indexOf(removed);
        if (index + 1 < names.size()) {
            edits.add(new Edit(span.nameStart(), spanOf(names.get(index + 1)).nameStart(), new byte[0]));
        } else {
            int from =
                    index == 0 ? span.nameStart() : spanOf(names.get(index - 1)).valueEnd();
            edits.add(new Edit(from, span.valueEnd(), new byte[0]));
        }
    }

    /** New fields go first, so that nothing about the end of the object has to be known. */
    private void addInsertion() {
        if (added.isEmpty()) {
            return;
        }
        var text = added.entrySet().stream()
                .map(field -> RequestEnvelope.JSON.writeValueAsString(field.getKey()) + ":" + field.getValue())
                .collect(Collectors.joining(","));
        var stay = envelope.names().size() - (removed != null && envelope.has(removed) ? 1 : 0);
        int inside = envelope.objectStart() + 1;
        edits.add(new Edit(inside, inside, utf8(stay > 0 ? text + "," : text)));
    }

    private RequestEnvelope.Span spanOf(String name) {
        return Objects.requireNonNull(envelope.field(name));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
