package dev.maru.prompts;

import dev.maru.core.problem.PlatformException;

/** What a message says. */
public sealed interface MessageContent {
    record Text(String template) implements MessageContent {
        public Text {
            TemplateText.check("content", template);
        }
    }

    /** A list of parts (text, image, audio, file) as the provider defines them; every string in it is a template. */
    record Parts(JsonValue json) implements MessageContent {
        public Parts {
            if (!json.node().isArray()) {
                throw PlatformException.invalid("content", "give a text or a list of parts");
            }
        }
    }

    /** Nothing, as in a message of an assistant that only calls tools. */
    record None() implements MessageContent {}
}
