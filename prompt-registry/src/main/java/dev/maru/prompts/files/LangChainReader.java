package dev.maru.prompts.files;

import dev.maru.prompts.content.DeclaredVariable;
import dev.maru.prompts.content.JsonValue;
import dev.maru.prompts.content.TemplateSyntax;
import dev.maru.prompts.content.VariableType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Manifests of LangChain as LangSmith stores and exports prompts. */
final class LangChainReader {
    private static final Map<String, String> ROLES = Map.of(
            "System", "system",
            "Human", "user",
            "AI", "assistant",
            "Tool", "tool");
    private static final Map<String, String> CHAT_ROLES =
            Map.of("human", "user", "ai", "assistant", "model", "assistant");

    private final ForeignPrompt prompt = new ForeignPrompt();

    private LangChainReader() {}

    static ParsedPrompt read(String file, String otherName, ObjectNode json) throws FileException {
        var reader = new LangChainReader();
        var manifest = json.has("manifest") ? json.get("manifest") : json;
        var template = reader.template(manifest);
        return reader.prompt.finish(file, name(json, template, otherName));
    }

    private static String name(JsonNode json, JsonNode template, String otherName) {
        for (var field : List.of("name", "repo_handle", "repo")) {
            var name = json.path(field).asString("");
            if (!name.isEmpty()) {
                return name;
            }
        }
        return template.path("kwargs").path("metadata").path("lc_hub_repo").asString(otherName);
    }

    /** Reads the template of a manifest and returns it; in a sequence it comes first. */
    private JsonNode template(JsonNode manifest) throws FileException {
        var type = type(manifest);
        var kwargs = manifest.path("kwargs");
        switch (type) {
            case "PromptTemplate" -> text(kwargs);
            case "ChatPromptTemplate" -> chat(kwargs);
            case "StructuredPrompt" -> {
                chat(kwargs);
                if (kwargs.has("schema_") || kwargs.has("schema")) {
                    prompt.notes.add("the schema of the output is left out; put it into the config as response_format");
                }
            }
            case "RunnableSequence" -> {
                var template = template(kwargs.path("first"));
                model(kwargs.path("last"));
                if (!kwargs.path("middle").isEmpty()) {
                    prompt.notes.add("what stands between the prompt and the model is left out");
                }
                return template;
            }
            default -> throw new FileException(0, "is a " + type + ", which is no prompt that can be taken over");
        }
        partials(kwargs.path("partial_variables"));
        return manifest;
    }

    private void text(JsonNode kwargs) throws FileException {
        var template = kwargs.path("template");
        if (isMustache(kwargs)) {
            prompt.keep(TemplateSyntax.MUSTACHE);
            prompt.ready(required(template, "template"));
        } else {
            prompt.text(format(kwargs, required(template, "template")));
        }
    }

    private void chat(JsonNode kwargs) throws FileException {
        for (var message : kwargs.path("messages")) {
            var type = type(message);
            var fields = message.path("kwargs");
            if (type.equals("MessagesPlaceholder")) {
                prompt.placeholder(required(fields.path("variable_name"), "variable_name"));
                if (fields.path("optional").asBoolean(false)) {
                    prompt.notes.add("the optional placeholder "
                            + fields.path("variable_name").asString() + " must be given here, be it as an empty list");
                }
            } else if (type.endsWith("MessagePromptTemplate")) {
                template(role(type, "MessagePromptTemplate", fields), fields.path("prompt"));
            } else if (type.endsWith("Message")) {
                constant(role(type, "Message", fields), fields);
            } else {
                throw new FileException(0, "has a " + type + " among its messages, which cannot be taken over");
            }
        }
    }

    private static String role(String type, String suffix, JsonNode fields) throws FileException {
        var kind = type.substring(0, type.length() - suffix.length());
        if (kind.equals("Chat")) {
            var role = fields.path("role").asString("");
            return CHAT_ROLES.getOrDefault(role, role);
        }
        var role = ROLES.get(kind);
        if (role == null) {
            throw new FileException(0, "has a " + type + " among its messages, which cannot be taken over");
        }
        return role;
    }

    private void template(String role, JsonNode template) throws FileException {
        if (!template.isArray()) {
            prompt.message(role).put("content", written(template));
            return;
        }
        var parts = prompt.message(role).putArray("content");
        for (var part : template) {
            var fields = part.path("kwargs");
            switch (type(part)) {
                case "PromptTemplate" -> parts.addObject().put("type", "text").put("text", written(part));
                case "ImagePromptTemplate" -> {
                    var url = required(fields.path("template").path("url"), "url of an image");
                    var image = parts.addObject().put("type", "image_url").putObject("image_url");
                    image.put("url", isMustache(fields) ? kept(url) : prompt.content(format(fields, url)));
                    var detail = fields.path("template").path("detail").asString("");
                    if (!detail.isEmpty()) {
                        image.put("detail", detail);
                    }
                }
                default ->
                    throw new FileException(0, "has a " + type(part) + " in a message, which cannot be taken over");
            }
        }
    }

    private String written(JsonNode template) throws FileException {
        if (!type(template).equals("PromptTemplate")) {
            throw new FileException(0, "has a " + type(template) + " in a message, which cannot be taken over");
        }
        var kwargs = template.path("kwargs");
        partials(kwargs.path("partial_variables"));
        var text = required(kwargs.path("template"), "template");
        return isMustache(kwargs) ? kept(text) : prompt.content(format(kwargs, text));
    }

    private String kept(String mustache) {
        prompt.keep(TemplateSyntax.MUSTACHE);
        return mustache;
    }

    /** A message without variables, whatever its braces look like. */
    private void constant(String role, JsonNode fields) throws FileException {
        var content = fields.path("content");
        if (!content.isString()) {
            throw new FileException(0, "has a message whose content is no text, which cannot be taken over");
        }
        var calls = fields.path("tool_calls");
        var message = prompt.message(role);
        if (content.stringValue().isEmpty() && !calls.isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", prompt.content(ForeignText.literal(content.stringValue())));
        }
        if (fields.hasNonNull("tool_call_id")) {
            message.set("tool_call_id", fields.get("tool_call_id"));
        }
        if (!calls.isEmpty()) {
            var array = message.putArray("tool_calls");
            for (var call : calls) {
                array.addObject()
                        .put("id", call.path("id").asString(""))
                        .put("type", "function")
                        .putObject("function")
                        .put("name", call.path("name").asString(""))
                        .put("arguments", call.path("args").toString());
            }
        }
    }

    private static ForeignText format(JsonNode kwargs, String template) throws FileException {
        var format = kwargs.path("template_format").asString("f-string");
        if (!format.equals("f-string")) {
            throw new FileException(0, "is written in " + format + ", which cannot be taken over");
        }
        return FormatString.read(template);
    }

    private static boolean isMustache(JsonNode kwargs) {
        return kwargs.path("template_format").asString("").equals("mustache");
    }

    private void partials(JsonNode values) throws FileException {
        for (var value : values.properties()) {
            if (!value.getValue().isString()) {
                throw new FileException(0, "fills " + value.getKey() + " in with something that is no text");
            }
            var variable = new DeclaredVariable(
                    value.getKey(), VariableType.STRING, false, JsonValue.of(value.getValue()), null, "");
            if (prompt.variables.stream().noneMatch(known -> known.name().equals(variable.name()))) {
                prompt.variables.add(variable);
            }
        }
    }

    /** The model behind the prompt, with the settings that a config knows. */
    private void model(JsonNode last) throws FileException {
        if (type(last).equals("RunnableBinding")) {
            model(last.path("kwargs").path("bound"));
            if (!last.path("kwargs").path("kwargs").isEmpty()) {
                prompt.notes.add("what is bound to the model, such as tools, is left out");
            }
            return;
        }
        var kwargs = last.path("kwargs");
        var model = kwargs.path("model").asString(kwargs.path("model_name").asString(""));
        if (model.isEmpty()) {
            prompt.notes.add("the " + type(last) + " behind the prompt is left out");
            return;
        }
        prompt.config.put("model", model);
        for (var field :
                List.of("temperature", "top_p", "max_tokens", "frequency_penalty", "presence_penalty", "seed")) {
            if (kwargs.path(field).isNumber()) {
                prompt.config.set(field, kwargs.get(field));
            }
        }
    }

    private static String type(JsonNode manifest) throws FileException {
        var id = manifest.path("id");
        if (!manifest.path("type").asString("").equals("constructor") || id.isEmpty()) {
            throw new FileException(0, "holds something that LangChain could not write down");
        }
        return id.get(id.size() - 1).asString("");
    }

    private static String required(@Nullable JsonNode node, String what) throws FileException {
        if (node == null || !node.isString()) {
            throw new FileException(0, "lacks the " + what);
        }
        return node.stringValue();
    }
}
