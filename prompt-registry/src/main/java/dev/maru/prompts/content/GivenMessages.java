package dev.maru.prompts.content;

import dev.maru.core.problem.PlatformException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The messages that a caller gives for a placeholder. */
final class GivenMessages {
    private GivenMessages() {}

    static List<JsonNode> of(String name, @Nullable Object given) {
        if (!(given instanceof List<?> list)) {
            throw PlatformException.invalid("variables." + name, "give a list of messages");
        }
        var messages = new ArrayList<JsonNode>(list.size());
        for (var element : list) {
            var field = "variables." + name + "[" + messages.size() + "]";
            if (!(element instanceof Map<?, ?> message)) {
                throw PlatformException.invalid(field, "give an object with role and content");
            }
            if (!(message.get("role") instanceof String role)
                    || ChatRole.ofWireName(role).isEmpty()) {
                throw PlatformException.invalid(field + ".role", "give the role of the message");
            }
            messages.add(CanonicalJson.MAPPER.valueToTree(message));
        }
        return messages;
    }
}
