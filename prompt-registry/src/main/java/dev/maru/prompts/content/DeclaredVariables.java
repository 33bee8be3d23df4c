package dev.maru.prompts.content;

import dev.maru.core.problem.FieldError;
import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.PromptError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The variables that a version declares, each once; in the database and on the wire an array of objects. */
public record DeclaredVariables(List<DeclaredVariable> list) {
    public static final DeclaredVariables NONE = new DeclaredVariables(List.of());

    private static final int MAX_VARIABLES = 200;
    private static final Set<String> FIELDS = Set.of("name", "type", "required", "default", "sample", "description");

    public DeclaredVariables {
        list = List.copyOf(list);
        if (list.size() > MAX_VARIABLES) {
            throw PlatformException.invalid("variables", "declare at most " + MAX_VARIABLES);
        }
        var names = new HashSet<String>();
        for (var variable : list) {
            if (!names.add(variable.name())) {
                throw PlatformException.invalid("variables", variable.name() + " is declared twice");
            }
        }
    }

    public @Nullable DeclaredVariable find(String name) {
        return list.stream()
                .filter(variable -> variable.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Reads what {@link #json} writes, with an error that names the field. */
    public static DeclaredVariables read(@Nullable JsonNode json) {
        if (json == null || json.isNull()) {
            return NONE;
        }
        if (!json.isArray()) {
            throw PlatformException.invalid("variables", "give a list of variables");
        }
        var variables = new ArrayList<DeclaredVariable>();
        for (var element : json) {
            variables.add(PromptJson.below("variables[" + variables.size() + "]", () -> readOne(element)));
        }
        return new DeclaredVariables(variables);
    }

    private static DeclaredVariable readOne(JsonNode json) {
        if (!(json instanceof ObjectNode object)) {
            throw PlatformException.invalid("", "a variable is an object with a name");
        }
        for (var field : object.properties()) {
            if (!FIELDS.contains(field.getKey())) {
                throw PlatformException.invalid(field.getKey(), "there is no such field of a variable");
            }
        }
        var type = VariableType.ofWireName(text(object, "type", "string"))
                .orElseThrow(
                        () -> PlatformException.invalid("type", "use one of string, number, boolean, list, object"));
        return new DeclaredVariable(
                text(object, "name", ""),
                type,
                flag(object),
                value(object.get("default")),
                value(object.get("sample")),
                text(object, "description", ""));
    }

    private static String text(ObjectNode object, String field, String otherwise) {
        var value = object.get(field);
        if (value == null || value.isNull()) {
            return otherwise;
        }
        if (!value.isString()) {
            throw PlatformException.invalid(field, "give a text");
        }
        return value.stringValue();
    }

    private static boolean flag(ObjectNode object) {
        var value = object.get("required");
        if (value != null && !value.isBoolean()) {
            throw PlatformException.invalid("required", "give true or false");
        }
        return value == null || value.booleanValue();
    }

    private static @Nullable JsonValue value(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : JsonValue.of(node);
    }

    public ArrayNode json() {
        var array = JsonNodeFactory.instance.arrayNode();
        for (var variable : list) {
            var object = array.addObject().put("name", variable.name());
            write(object, variable);
        }
        return array;
    }

    /** Adds what is declared to the description of a variable. */
    public static void write(ObjectNode object, DeclaredVariable variable) {
        object.put("type", variable.type().wireName()).put("required", variable.required());
        if (variable.defaultValue() != null) {
            object.set("default", variable.defaultValue().node());
        }
        if (variable.sample() != null) {
            object.set("sample", variable.sample().node());
        }
        if (!variable.description().isEmpty()) {
            object.put("description", variable.description());
        }
    }

    /** The values of a rendering with defaults in the gaps; a value of another type than declared is refused by name. */
    JsonNode complete(JsonNode given) {
        if (list.isEmpty() || !given.isObject()) {
            return given;
        }
        var values = JsonNodeFactory.instance.objectNode();
        given.properties().forEach(value -> values.set(value.getKey(), value.getValue()));
        var wrong = new ArrayList<FieldError>();
        for (var variable : list) {
            var value = values.get(variable.name());
            if (value == null || value.isNull()) {
                if (variable.defaultValue() != null) {
                    values.set(variable.name(), variable.defaultValue().node());
                }
            } else if (!variable.type().takes(value)) {
                wrong.add(new FieldError(
                        "variables." + variable.name(),
                        "give a " + variable.type().wireName() + ", as the prompt declares it"));
            }
        }
        if (!wrong.isEmpty()) {
            var first = wrong.getFirst();
            throw new PlatformException(
                    PromptError.PROMPT_VARIABLES_INVALID, first.field() + ": " + first.message(), wrong, null);
        }
        return values;
    }
}
