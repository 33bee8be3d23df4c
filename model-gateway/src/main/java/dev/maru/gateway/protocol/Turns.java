package dev.maru.gateway.protocol;

import dev.maru.gateway.protocol.ModelRequest.Role;
import dev.maru.gateway.protocol.ModelRequest.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns as providers that know only a user and an assistant want them. */
public final class Turns {
    private Turns() {}

    /** The system's texts, wherever they stand. */
    public static List<Part> system(List<Turn> turns) {
        return turns.stream()
                .filter(turn -> turn.role() == Role.SYSTEM)
                .flatMap(turn -> turn.parts().stream())
                .toList();
    }

    /** Without the system's; results of tools become the user's, in front of its words; roles alternate; none is empty. */
    public static List<Turn> alternating(List<Turn> turns) {
        var merged = new ArrayList<Turn>();
        for (var turn : turns) {
            if (turn.role() == Role.SYSTEM || turn.parts().isEmpty()) {
                continue;
            }
            var role = turn.role() == Role.TOOL ? Role.USER : turn.role();
            var last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && last.role() == role) {
                var parts = new ArrayList<>(last.parts());
                parts.addAll(turn.parts());
                merged.set(merged.size() - 1, new Turn(role, resultsFirst(parts)));
            } else {
                merged.add(new Turn(role, turn.parts()));
            }
        }
        if (merged.isEmpty()) {
            throw new ProtocolException("messages", "messages must hold at least one message of the user.");
        }
        return merged;
    }

    private static List<Part> resultsFirst(List<Part> parts) {
        var sorted = new ArrayList<Part>();
        parts.stream().filter(Part.ToolResult.class::isInstance).forEach(sorted::add);
        parts.stream().filter(part -> !(part instanceof Part.ToolResult)).forEach(sorted::add);
        return sorted;
    }

    /** The names of the tools that were called, by the ids of the calls. */
    public static Map<String, String> callNames(List<Turn> turns) {
        var names = new HashMap<String, String>();
        for (var turn : turns) {
            for (var part : turn.parts()) {
                if (part instanceof Part.ToolCall call) {
                    names.put(call.id(), call.name());
                }
            }
        }
        return names;
    }

    /** Refuses more than one answer. */
    public static void onlyOneAnswer(ModelRequest request) {
        var choices = request.sampling().choices();
        if (choices != null && choices > 1) {
            throw new ProtocolException(
                    "n", "This model gives one answer to a call; leave n out, or call it several times.");
        }
    }

    public static ProtocolException noAudio() {
        return new ProtocolException(
                "messages", "This model takes no audio; send a transcript, or choose a model that hears.");
    }
}
