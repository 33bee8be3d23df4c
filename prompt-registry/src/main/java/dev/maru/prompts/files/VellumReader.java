package dev.maru.prompts.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Prompts as Vellum writes them: blocks in blocks, with Jinja or rich text in the innermost. */
final class VellumReader {
    private static final List<String> HOLDERS = List.of(
            "exec_config",
            "prompt_exec_config",
            "prompt_version_exec_config",
            "prompt_template_block_data",
            "block_data",
            "data");

    private final ForeignPrompt prompt = new ForeignPrompt();

    private VellumReader() {}

    /** What holds the blocks of a prompt, null if nothing does. */
    static @Nullable JsonNode blocks(JsonNode json) {
        var blocks = json.path("blocks");
        if (blocks.isArray() && !blocks.isEmpty() && blocks.get(0).has("block_type")) {
            return json;
        }
        for (var holder : HOLDERS) {
            if (json.path(holder).isObject()) {
                var below = blocks(json.path(holder));
                if (below != null) {
                    return below;
                }
            }
        }
        return null;
    }

    static ParsedPrompt read(String file, String otherName, ObjectNode json) throws FileException {
        var reader = new VellumReader();
        var holder = blocks(json);
        boolean chat = false;
        for (var block : holder == null ? List.<JsonNode>of() : holder.path("blocks")) {
            chat |= reader.add(block);
        }
        reader.config(json);
        if (chat && reader.loose) {
            throw new FileException(0, "has text outside of its messages");
        }
        var name = json.path("name").asString(json.path("label").asString(otherName));
        return reader.prompt.finish(file, name);
    }

    private boolean loose;

    /** Whether the block is one of a chat. */
    private boolean add(JsonNode block) throws FileException {
        if (isOff(block)) {
            return false;
        }
        var fields = fields(block);
        var type = block.path("block_type").asString("");
        switch (type) {
            case "CHAT_MESSAGE" -> {
                message(fields);
                return true;
            }
            case "VARIABLE" -> {
                prompt.placeholder(variable(fields));
                return true;
            }
            case "FUNCTION_DEFINITION" -> tool(fields);
            default -> {
                prompt.text(text(block));
                loose = true;
            }
        }
        return false;
    }

    private void message(JsonNode fields) throws FileException {
        var texts = new ArrayList<ForeignText>();
        for (var block : fields.path("blocks")) {
            if (!isOff(block)) {
                texts.add(text(block));
            }
        }
        if (texts.size() > 1) {
            throw new FileException(0, "has a message of several blocks; how they are joined cannot be told");
        }
        var role = fields.path("chat_role").asString("").toLowerCase(Locale.ROOT);
        if (role.equals("function")) {
            throw new FileException(0, "has a message of the role FUNCTION, which cannot be taken over");
        }
        if (fields.path("chat_message_unterminated").asBoolean(false)) {
            prompt.notes.add("a message that is left open ends here");
        }
        prompt.message(role).put("content", texts.isEmpty() ? "" : prompt.content(texts.getFirst()));
    }

    private ForeignText text(JsonNode block) throws FileException {
        var fields = fields(block);
        var type = block.path("block_type").asString("");
        return switch (type) {
            case "JINJA" -> JinjaTemplate.read(fields.path("template").asString(""));
            case "PLAIN_TEXT" -> ForeignText.literal(fields.path("text").asString(""));
            case "VARIABLE" -> ForeignText.variable(variable(fields));
            case "RICH_TEXT" -> {
                var texts = new ArrayList<ForeignText>();
                for (var below : fields.path("blocks")) {
                    if (!isOff(below)) {
                        texts.add(text(below));
                    }
                }
                yield ForeignText.joined(texts);
            }
            default -> throw new FileException(0, "has a block " + type + ", which cannot be taken over");
        };
    }

    private static String variable(JsonNode fields) throws FileException {
        var name = fields.path("input_variable").asString("");
        if (name.isEmpty()) {
            throw new FileException(0, "has a variable that is named by an id alone");
        }
        return name;
    }

    private boolean isOff(JsonNode block) {
        boolean off = block.path("state").asString("").equals("DISABLED");
        if (off) {
            prompt.notes.add("a block that is switched off is left out");
        }
        return off;
    }

    /** Older exports keep what a block says below its properties. */
    private static JsonNode fields(JsonNode block) {
        return block.path("properties").isObject() ? block.path("properties") : block;
    }

    private void tool(JsonNode fields) {
        var tool = prompt.config
                .withArrayProperty("tools")
                .addObject()
                .put("type", "function")
                .putObject("function");
        tool.put(
                "name",
                fields.path("function_name").asString(fields.path("name").asString("")));
        var description = fields.path("function_description")
                .asString(fields.path("description").asString(""));
        if (!description.isEmpty()) {
            tool.put("description", description);
        }
        var parameters =
                fields.has("function_parameters") ? fields.path("function_parameters") : fields.path("parameters");
        if (parameters.isObject()) {
            tool.set("parameters", parameters);
        }
    }

    private void config(JsonNode json) {
        var model = json.path("ml_model").asString(json.path("model").asString(""));
        if (!model.isEmpty()) {
            prompt.config.put("model", model);
        }
        for (var parameter : json.path("parameters").properties()) {
            var value = parameter.getValue();
            boolean says = !value.isNull() && !(value.isContainer() && value.isEmpty());
            if (says) {
                prompt.config.set(parameter.getKey(), value);
            }
        }
    }
}
