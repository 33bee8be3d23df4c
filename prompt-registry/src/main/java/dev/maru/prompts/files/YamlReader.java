package dev.maru.prompts.files;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the part of YAML that says no more than JSON: no aliases, no tags, keys once, numbers to the last digit. Works on
 * events, so nothing of a library's own is ever made from a file.
 */
final class YamlReader {
    private static final int MAX_CHARACTERS = 2 * 1024 * 1024;
    private static final int MAX_DEPTH = 60;
    private static final int MAX_NODES = 50_000;
    private static final int MAX_NUMBER = 100;
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]{1,4})?");

    private final Iterator<Event> events;
    private final int firstLine;
    private final Map<String, Integer> lines = new HashMap<>();
    private int nodes;

    /** A mapping, and the line in which each of its own keys stands. */
    record Mapping(ObjectNode object, Map<String, Integer> lines) {}

    private YamlReader(String yaml, int firstLine) {
        var settings = LoadSettings.builder().setCodePointLimit(MAX_CHARACTERS).build();
        this.events = new Parse(settings).parseString(yaml).iterator();
        this.firstLine = firstLine;
    }

    /** @param firstLine the number of the first line of the YAML in its file */
    static Mapping read(String yaml, int firstLine) throws FileException {
        try {
            return new YamlReader(yaml, firstLine).document();
        } catch (MarkedYamlEngineException e) {
            var mark = e.getProblemMark().or(e::getContextMark);
            throw new FileException(line(mark, firstLine), "is not YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new FileException(firstLine, "is not YAML: " + e.getMessage(), e);
        }
    }

    private Mapping document() throws FileException {
        events.next();
        if (events.next().getEventId() == Event.ID.StreamEnd) {
            return new Mapping(JsonNodeFactory.instance.objectNode(), lines);
        }
        if (!(value(events.next(), 0) instanceof ObjectNode object)) {
            throw new FileException(firstLine, "write name: value, one a line");
        }
        events.next();
        if (events.next().getEventId() != Event.ID.StreamEnd) {
            throw new FileException(firstLine, "holds more than one YAML document");
        }
        return new Mapping(object, lines);
    }

    private JsonNode value(Event event, int depth) throws FileException {
        if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
            throw at(event, "holds too much, or too deep");
        }
        return switch (event) {
            case AliasEvent alias -> throw at(event, "aliases (*" + alias.getAlias() + ") are not read; write it out");
            case CollectionStartEvent start when start.getTag().isPresent() -> throw tag(event);
            case MappingStartEvent start -> mapping(depth);
            case SequenceStartEvent start -> sequence(depth);
            case ScalarEvent scalar -> scalar(scalar);
            default -> throw at(event, "is not YAML that can be read here");
        };
    }

    private ObjectNode mapping(int depth) throws FileException {
        var object = JsonNodeFactory.instance.objectNode();
        for (var event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            if (!(event instanceof ScalarEvent key)) {
                throw at(event, "a name is a text");
            }
            if (key.getTag().isPresent()) {
                throw tag(event);
            }
            if (depth == 0) {
                lines.put(key.getValue(), line(event.getStartMark(), firstLine));
            }
            if (object.has(key.getValue())) {
                throw at(event, key.getValue() + " stands twice");
            }
            object.set(key.getValue(), value(events.next(), depth + 1));
        }
        return object;
    }

    private JsonNode sequence(int depth) throws FileException {
        var array = JsonNodeFactory.instance.arrayNode();
        for (var event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            array.add(value(event, depth + 1));
        }
        return array;
    }

    private JsonNode scalar(ScalarEvent scalar) throws FileException {
        if (scalar.getTag().isPresent()) {
            throw tag(scalar);
        }
        var text = scalar.getValue();
        var nodes = JsonNodeFactory.instance;
        if (!scalar.isPlain()) {
            return nodes.stringNode(text);
        }
        return switch (text) {
            case "", "~", "null" -> nodes.nullNode();
            case "true" -> nodes.booleanNode(true);
            case "false" -> nodes.booleanNode(false);
            default ->
                text.length() <= MAX_NUMBER && NUMBER.matcher(text).matches()
                        ? nodes.numberNode(new BigDecimal(text))
                        : nodes.stringNode(text);
        };
    }

    private FileException tag(Event event) {
        return at(event, "tags (!…) are not read; leave it out");
    }

    private FileException at(Event event, String message) {
        return new FileException(line(event.getStartMark(), firstLine), message);
    }

    private static int line(Optional<Mark> mark, int firstLine) {
        return mark.map(Mark::getLine).orElse(0) + firstLine;
    }
}
