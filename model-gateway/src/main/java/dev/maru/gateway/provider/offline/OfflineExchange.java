package dev.maru.gateway.provider.offline;

import dev.maru.gateway.ledger.TokenCounter;
import dev.maru.gateway.provider.ProviderRequest;
import dev.maru.gateway.provider.UpstreamExchange;
import dev.maru.gateway.provider.UpstreamFailure;
import dev.maru.gateway.provider.UpstreamResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One call of the offline model. */
final class OfflineExchange implements UpstreamExchange {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int DEFAULT_MAX_TOKENS = 1_024;

    private final ProviderRequest request;
    private final Clock clock;
    private volatile boolean aborted;

    OfflineExchange(ProviderRequest request, Clock clock) {
        this.request = request;
        this.clock = clock;
    }

    private record Message(String role, String text) {}

    @Override
    public UpstreamResponse send() throws UpstreamFailure {
        var body = read();
        var refusal = refusal(body);
        if (refusal != null) {
            return json(400, OfflineWire.error(refusal));
        }
        var messages = messages(body);
        var last = lastQuestion(messages);
        var before = messages.stream()
                .filter(message -> message != last && !message.role().equals("assistant"))
                .map(Message::text)
                .toList();
        var whole = OfflineAnswer.to(before, last.text());
        var limit = limit(body);
        var text = TokenCounter.cut(whole, limit);
        var wire = new OfflineWire(
                clock.instant().getEpochSecond(),
                TokenCounter.count(messages.stream().map(Message::text).collect(Collectors.joining("\n"))),
                TokenCounter.count(text),
                text.length() == whole.length() ? "stop" : "length");
        if (!request.stream()) {
            return json(200, wire.completion(text));
        }
        var withUsage = body.path("stream_options").path("include_usage").asBoolean(false);
        return new UpstreamResponse(
                200,
                Map.of("content-type", "text/event-stream"),
                new EventInputStream(wire.events(text, withUsage), () -> aborted));
    }

    private JsonNode read() throws UpstreamFailure {
        try {
            var bytes = new ByteArrayOutputStream((int) request.body().length());
            request.body().writeTo(bytes);
            return JSON.readTree(bytes.toByteArray());
        } catch (IOException e) {
            throw new UpstreamFailure(UpstreamFailure.Kind.BROKEN, "The request could not be read.", e);
        }
    }

    private static @Nullable String refusal(JsonNode body) {
        if (body.path("n").asInt(1) != 1) {
            return "The offline model gives one answer: leave out n, or set it to 1.";
        }
        var format = body.path("response_format").path("type").asString("text");
        if (!format.equals("text")) {
            return "The offline model quotes text and cannot fill a response_format of type " + format + ".";
        }
        if (!body.path("messages").isArray() || body.path("messages").isEmpty()) {
            return "messages: give at least one message.";
        }
        return null;
    }

    private static int limit(JsonNode body) {
        var limit =
                body.path("max_completion_tokens").asInt(body.path("max_tokens").asInt(DEFAULT_MAX_TOKENS));
        return Math.clamp(limit, 1, DEFAULT_MAX_TOKENS);
    }

    private static List<Message> messages(JsonNode body) {
        var messages = new ArrayList<Message>();
        for (var message : body.path("messages")) {
            messages.add(new Message(message.path("role").asString(""), text(message.path("content"))));
        }
        return messages;
    }

    private static String text(JsonNode content) {
        if (content.isString()) {
            return content.asString();
        }
        var parts = new ArrayList<String>();
        for (var part : content) {
            parts.add(part.path("text").asString(""));
        }
        return String.join("\n", parts);
    }

    private static Message lastQuestion(List<Message> messages) {
        return messages.reversed().stream()
                .filter(message -> message.role().equals("user"))
                .findFirst()
                .orElse(messages.getLast());
    }

    private static UpstreamResponse json(int status, byte[] body) {
        return new UpstreamResponse(status, Map.of("content-type", "application/json"), new ByteArrayInputStream(body));
    }

    @Override
    public void abort() {
        aborted = true;
    }

    @Override
    public void close() {}
}
