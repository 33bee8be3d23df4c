package dev.maru.ui.playground;

import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.CallForm;
import dev.maru.gateway.protocol.ProtocolException;
import dev.maru.gateway.protocol.Protocols;
import dev.maru.prompts.PromptKind;
import dev.maru.prompts.content.JsonValue;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.prompts.content.PromptJson;
import dev.maru.prompts.content.TemplateSyntax;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The request of a past call as a column can send it again: its messages word for word, its parameters as a config.
 *
 * @param lost the fields of another protocol that a chat request has no words for
 */
record KeptRequest(PromptBody body, PromptConfig config, List<String> lost) {
    private static final String CHAT = CallForm.CHAT.wireName();
    private static final Set<String> CONVERTED = Set.of(CallForm.RESPONSES.wireName(), CallForm.MESSAGES.wireName());
    private static final List<String> NO_PARAMETERS =
            List.of("messages", "model", "stream", "stream_options", "prompt");
    private static final JsonMapper JSON = new JsonMapper();

    KeptRequest {
        lost = List.copyOf(lost);
    }

    /**
     * Empty where the text was cut, or is of a kind that this page does not send.
     *
     * @param protocol the one in which the call came in
     * @throws ProtocolException if it cannot be said as a chat request; the message says why
     */
    static Optional<KeptRequest> read(String protocol, String payload) {
        try {
            if (!(JSON.readTree(payload) instanceof ObjectNode request)) {
                return Optional.empty();
            }
            return CONVERTED.contains(protocol) ? converted(protocol, request) : ofChat(request, List.of());
        } catch (JacksonException | PlatformException unusual) {
            return Optional.empty();
        }
    }

    private static Optional<KeptRequest> converted(String protocol, ObjectNode request) {
        var read = Protocols.client(protocol).read(request);
        var chat = Protocols.target(CHAT).write(read, read.model());
        return chat.body() instanceof ObjectNode body ? ofChat(body, chat.dropped()) : Optional.empty();
    }

    private static Optional<KeptRequest> ofChat(ObjectNode request, List<String> lost) {
        // What looks like a tag in a message was sent like that: this syntax leaves it as it is.
        var body = PromptJson.read(PromptKind.CHAT, TemplateSyntax.SIMPLE, request.path("messages"));
        request.remove(NO_PARAMETERS);
        return Optional.of(new KeptRequest(body, new PromptConfig(JsonValue.of(request)), lost));
    }
}
