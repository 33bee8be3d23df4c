package dev.maru.prompts.files;

import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.content.TemplateSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Prompts as Langfuse's API answers them; what it needs not tell us, such as ids and times, is left out. */
final class LangfuseReader {
    private static final String CHAT_MESSAGE = "chatmessage";

    private LangfuseReader() {}

    static ParsedPrompt read(String file, String otherName, ObjectNode json) throws FileException {
        var prompt = new ForeignPrompt();
        prompt.keep(TemplateSyntax.SIMPLE);
        var body = json.get("prompt");
        if (body.isString()) {
            prompt.ready(body.stringValue());
        } else if (body.isArray()) {
            for (var entry : body) {
                entry(entry, prompt);
            }
        } else {
            throw new FileException(0, "prompt is neither a text nor a list of messages");
        }
        if (json.get("config") instanceof ObjectNode config) {
            prompt.config.setAll(config);
        } else if (json.hasNonNull("config")) {
            prompt.notes.add("config is no object and is left out");
        }
        return prompt.finish(
                file,
                json.path("name").asString(otherName),
                "",
                texts(json.path("tags")),
                labels(json.path("labels"), prompt.notes),
                json.path("commitMessage").asString(""));
    }

    private static void entry(JsonNode entry, ForeignPrompt prompt) throws FileException {
        if (!(entry instanceof ObjectNode object)) {
            throw new FileException(0, "a message is an object with role and content");
        }
        if (object.path("type").asString("").equals("placeholder")) {
            prompt.placeholder(object.path("name").asString(""));
            return;
        }
        var message = prompt.message(object.path("role").asString(""));
        object.properties().forEach(field -> {
            boolean mark = field.getKey().equals("type")
                    && field.getValue().asString("").equals(CHAT_MESSAGE);
            if (!mark && !field.getKey().equals("role")) {
                message.set(field.getKey(), field.getValue());
            }
        });
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(text -> texts.add(text.asString("")));
        return texts;
    }

    private static TreeSet<PromptLabel> labels(JsonNode list, List<String> notes) {
        var labels = new TreeSet<PromptLabel>();
        for (var name : texts(list)) {
            try {
                var label = new PromptLabel(name);
                if (!label.isManaged()) {
                    labels.add(label);
                }
            } catch (PlatformException e) {
                notes.add("label " + name + " is left out: " + e.detail());
            }
        }
        return labels;
    }
}
