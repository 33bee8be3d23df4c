package dev.maru.gateway.protocol;

import dev.maru.gateway.protocol.anthropic.AnthropicMessages;
import dev.maru.gateway.protocol.bedrock.BedrockConverse;
import dev.maru.gateway.protocol.gemini.Gemini;
import dev.maru.gateway.protocol.openai.MistralChat;
import dev.maru.gateway.protocol.openai.OpenAiChat;
import dev.maru.gateway.protocol.openai.OpenAiResponses;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All protocols by their names. */
public final class Protocols {
    private static final OpenAiChat CHAT = new OpenAiChat();
    private static final OpenAiResponses RESPONSES = new OpenAiResponses();
    private static final AnthropicMessages MESSAGES = new AnthropicMessages();

    private static final Map<String, ClientProtocol> CLIENTS =
            List.<ClientProtocol>of(CHAT, RESPONSES, MESSAGES).stream()
                    .collect(Collectors.toUnmodifiableMap(ClientProtocol::wireName, Function.identity()));

    private static final Map<String, TargetProtocol> TARGETS = List.<TargetProtocol>of(
                    CHAT, RESPONSES, MESSAGES, new MistralChat(), new Gemini(), new BedrockConverse())
            .stream()
            .collect(Collectors.toUnmodifiableMap(TargetProtocol::wireName, Function.identity()));

    private Protocols() {}

    public static ClientProtocol client(String wireName) {
        return known(CLIENTS, wireName);
    }

    public static TargetProtocol target(String wireName) {
        return known(TARGETS, wireName);
    }

    private static <P> P known(Map<String, P> protocols, String wireName) {
        var protocol = protocols.get(wireName);
        if (protocol == null) {
            throw new IllegalArgumentException("no protocol is named " + wireName);
        }
        return protocol;
    }
}
