package dev.maru.prompts.content;

import dev.maru.core.problem.PlatformException;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/** What a message says. */
public sealed interface MessageContent {
    /** The same content with each of its templates replaced. */
    MessageContent mapTemplates(UnaryOperator<String> replacement);

    record Text(String template) implements MessageContent {
        public Text {
            TemplateText.checkText("content", template);
        }

        @Override
        public MessageContent mapTemplates(UnaryOperator<String> replacement) {
            return new Text(replacement.apply(template));
        }
    }

    /** A list of parts (text, image, audio, file) as the provider defines them; every string in it is a template. */
    record Parts(JsonValue json) implements MessageContent {
        public Parts {
            if (!json.node().isArray()) {
                throw PlatformException.invalid("content", "give a text or a list of parts");
            }
        }

        @Override
        public MessageContent mapTemplates(UnaryOperator<String> replacement) {
            return new Parts(JsonValue.of(mapped(json.node(), replacement)));
        }

        private static JsonNode mapped(JsonNode node, UnaryOperator<String> replacement) {
            if (node.isString()) {
                return StringNode.valueOf(replacement.apply(node.stringValue()));
            }
            if (node.isArray()) {
                var array = JsonNodeFactory.instance.arrayNode(node.size());
                node.forEach(element -> array.add(mapped(element, replacement)));
                return array;
            }
            if (node.isObject()) {
                var object = JsonNodeFactory.instance.objectNode();
                node.properties().forEach(field -> object.set(field.getKey(), mapped(field.getValue(), replacement)));
                return object;
            }
            return node;
        }
    }

    /** Nothing, as in a message of an assistant that only calls tools. */
    record None() implements MessageContent {
        @Override
        public MessageContent mapTemplates(UnaryOperator<String> replacement) {
            return this;
        }
    }
}
