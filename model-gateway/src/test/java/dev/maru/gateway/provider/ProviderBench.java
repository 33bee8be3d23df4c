package dev.maru.gateway.provider;

import dev.maru.gateway.GatewaySettings;
import dev.maru.gateway.protocol.AnswerEvent;
import dev.maru.gateway.protocol.Protocols;
import dev.maru.gateway.protocol.WholeAnswer;
import dev.maru.gateway.protocol.WholeAnswer.Block;
import dev.maru.gateway.provider.upstream.BodyBytes;
import dev.maru.gateway.provider.upstream.UpstreamClient;
import dev.maru.platform.egress.EgressGuard;
import dev.maru.testing.provider.ReceivedRequest;
import dev.maru.testing.provider.ScriptedProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** A provider of the gateway, and the scripted server that it calls over HTTP. */
public final class ProviderBench implements AutoCloseable {
    private final ScriptedProvider server = ScriptedProvider.start();
    private final UpstreamClient client =
            new UpstreamClient(new EgressGuard(List.of("127.0.0.1:" + server.port())), settings());

    private static GatewaySettings settings() {
        var second = Duration.ofSeconds(20);
        var size = DataSize.ofMegabytes(8);
        var spool = new GatewaySettings.Spool(size, size, second);
        return new GatewaySettings(
                second, second, second, second, second, second, size, size, size, 10, 10, second, 10, size, size,
                second, false, spool);
    }

    public UpstreamClient client() {
        return client;
    }

    public ScriptedProvider server() {
        return server;
    }

    public ReceivedRequest lastRequest() {
        return server.lastRequest();
    }

    public ProviderEndpoint endpoint(String path, @Nullable String secret) {
        return new ProviderEndpoint("bench", URI.create("http://127.0.0.1:" + server.port() + path), secret);
    }

    /** An answer as it came. */
    public record Got(int status, String contentType, String body) {}

    public Got send(ModelProvider provider, ProviderEndpoint endpoint, Operation operation, boolean stream, String body)
            throws UpstreamFailure {
        return send(provider, endpoint, operation, stream, body, "scripted-large");
    }

    public Got send(
            ModelProvider provider,
            ProviderEndpoint endpoint,
            Operation operation,
            boolean stream,
            String body,
            String model)
            throws UpstreamFailure {
        var request = new ProviderRequest(
                endpoint,
                operation,
                model,
                new BodyBytes(body.getBytes(StandardCharsets.UTF_8)),
                stream,
                Map.of("traceparent", "00-1-2-01"));
        try (var exchange = provider.prepare(request)) {
            var response = exchange.send();
            var bytes = response.body().readAllBytes();
            var type = response.headers().getOrDefault("content-type", "");
            return new Got(response.status(), type, new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the reader of a protocol makes of an answer, whole or streamed. */
    public static List<AnswerEvent> read(String protocol, Got got) {
        var reader = Protocols.target(protocol).reader();
        var events = new ArrayList<AnswerEvent>();
        if (!got.contentType().startsWith("text/event-stream")) {
            reader.whole(got.body().getBytes(StandardCharsets.UTF_8), events::add);
            return events;
        }
        for (var frame : got.body().split("\n\n", -1)) {
            String name = null;
            for (var line : frame.lines().toList()) {
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    reader.event(name, line.substring("data: ".length()).getBytes(StandardCharsets.UTF_8), events::add);
                }
            }
        }
        return events;
    }

    /** The text of an answer. */
    public static String text(List<AnswerEvent> events) {
        var answer = new WholeAnswer();
        events.forEach(answer::add);
        var text = new StringBuilder();
        for (var block : answer.only().blocks()) {
            if (block instanceof Block.Text said) {
                text.append(said.text());
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        server.close();
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
