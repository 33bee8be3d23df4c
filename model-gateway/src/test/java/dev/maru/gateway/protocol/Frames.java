package dev.maru.gateway.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Events of a stream, as the simplest of clients reads them. */
final class Frames {
    private Frames() {}

    record Frame(@Nullable String name, String data) {
        JsonNode json() {
            return Json.MAPPER.readTree(data);
        }
    }

    static List<Frame> of(String stream) {
        var frames = new ArrayList<Frame>();
        for (var block : stream.split("\n\n", -1)) {
            String name = null;
            var data = new StringBuilder();
            for (var line : block.lines().toList()) {
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring("data: ".length()));
                }
            }
            if (!data.isEmpty()) {
                frames.add(new Frame(name, data.toString()));
            }
        }
        return frames;
    }

    static List<AnswerEvent> events(TargetProtocol target, String stream) {
        var reader = target.reader();
        var events = new ArrayList<AnswerEvent>();
        for (var frame : of(stream)) {
            reader.event(frame.name(), frame.data().getBytes(StandardCharsets.UTF_8), events::add);
        }
        return events;
    }

    static List<AnswerEvent> whole(TargetProtocol target, byte[] body) {
        var events = new ArrayList<AnswerEvent>();
        target.reader().whole(body, events::add);
        return events;
    }

    /** Everything that a writer makes of the events. */
    static String written(AnswerWriter writer, List<AnswerEvent> events) {
        var out = new StringBuilder();
        events.forEach(event -> out.append(new String(writer.write(event), StandardCharsets.UTF_8)));
        return out.append(new String(writer.end(), StandardCharsets.UTF_8)).toString();
    }
}
