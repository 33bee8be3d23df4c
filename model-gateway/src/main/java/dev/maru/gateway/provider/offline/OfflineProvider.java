package dev.maru.gateway.provider.offline;

import dev.maru.gateway.protocol.openai.OpenAiChat;
import dev.maru.gateway.provider.ModelProvider;
import dev.maru.gateway.provider.Operation;
import dev.maru.gateway.provider.ProviderEndpoint;
import dev.maru.gateway.provider.ProviderRequest;
import dev.maru.gateway.provider.UpstreamExchange;
import java.time.Clock;
import java.util.List;

/** The built-in model. It answers in process, through the same path as every other. */
final class OfflineProvider implements ModelProvider {
    static final String MODEL = "offline";

    private final Clock clock;

    OfflineProvider(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "offline";
    }

    @Override
    public String protocol() {
        return OpenAiChat.WIRE_NAME;
    }

    @Override
    public boolean offers(Operation operation) {
        return operation == Operation.CHAT;
    }

    @Override
    public UpstreamExchange prepare(ProviderRequest request) {
        return new OfflineExchange(request, clock);
    }

    @Override
    public List<String> models(ProviderEndpoint endpoint) {
        return List.of(MODEL);
    }
}
