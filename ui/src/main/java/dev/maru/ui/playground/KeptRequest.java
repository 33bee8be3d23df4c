package dev.maru.ui.playground;

import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.PromptKind;
import dev.maru.prompts.content.JsonValue;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.prompts.content.PromptJson;
import dev.maru.prompts.content.TemplateSyntax;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The request of a past call as a column can send it again: its messages word for word, its parameters as a config. */
record KeptRequest(PromptBody body, PromptConfig config) {
    private static final List<String> NO_PARAMETERS =
            List.of("messages", "model", "stream", "stream_options", "prompt");
    private static final JsonMapper JSON = new JsonMapper();

    /** Empty where the text was cut, or is of another kind than this page sends. */
    static Optional<KeptRequest> read(String payload) {
        try {
            if (!(JSON.readTree(payload) instanceof ObjectNode request)) {
                return Optional.empty();
            }
            // What looks like a tag in a message was sent like that: this syntax leaves it as it is.
            var body = PromptJson.read(PromptKind.CHAT, TemplateSyntax.SIMPLE, request.path("messages"));
            request.remove(NO_PARAMETERS);
            return Optional.of(new KeptRequest(body, new PromptConfig(JsonValue.of(request))));
        } catch (JacksonException | PlatformException unusual) {
            return Optional.empty();
        }
    }
}
