package dev.maru.gateway.call;

import dev.maru.gateway.GatewaySettings;
import dev.maru.gateway.provider.UpstreamResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;

/** Passes an answer on that comes in one piece, once it is known to be whole. */
final class WholeRelay {
    private static final int BUFFER = 16 << 10;

    private final Try attempt;
    private final AttemptState state;
    private final ClientSide client;
    private final ExchangeWatch.Watched watched;
    private final GatewaySettings settings;

    WholeRelay(
            Try attempt,
            AttemptState state,
            ClientSide client,
            ExchangeWatch.Watched watched,
            GatewaySettings settings) {
        this.attempt = attempt;
        this.state = state;
        this.client = client;
        this.watched = watched;
        this.settings = settings;
    }

    /** An answer is longer than the setting allows. */
    static final class AnswerTooLong extends IOException {
        AnswerTooLong(long limit) {
            super("an answer of more than " + limit + " bytes");
        }
    }

    void relay(UpstreamResponse response) {
        var slug = attempt.slug();
        byte[] body;
        try {
            body = read(
                    response.body(),
                    settings.maxResponseSize().toBytes(),
                    attempt.call().patience().idle());
        } catch (IOException e) {
            state.failed(Cuts.error(slug, watched.cut(), e));
            return;
        }
        try {
            attempt.meter().whole(body);
        } catch (JacksonException e) {
            state.failed(UpstreamErrors.broken(slug, "answered with something that is no JSON object"));
            return;
        }
        var fault = attempt.meter().fault();
        if (fault != null) {
            state.failed(UpstreamErrors.firstEvent(slug, fault));
            return;
        }
        var denial = attempt.meter().denial();
        if (denial == null) {
            denial = attempt.call().guard().verdict();
        }
        if (denial != null) {
            state.failed(CallError.of(denial));
            return;
        }
        if (!attempt.meter().sawOutput() && !attempt.meter().complete()) {
            state.failed(UpstreamErrors.broken(slug, "answered without an answer"));
            return;
        }
        if (attempt.meter().sawOutput()) {
            state.outputSeen();
        }
        // A client that sees the answer must find it in the ledger, whatever happens to this process next.
        state.settleOnce();
        var translated = attempt.meter().translated();
        if (translated == null) {
            var type = response.header("content-type");
            client.begin(200, type == null ? "application/json" : type, Map.of());
            client.write(body);
        } else {
            client.begin(200, "application/json", Map.of());
            client.write(translated);
            client.write(attempt.meter().end());
        }
        client.flush();
    }

    /** Reads to the end, or up to a limit. */
    byte[] read(InputStream in, long limit, Duration silence) throws IOException {
        var bytes = new ByteArrayOutputStream(BUFFER);
        var buffer = new byte[BUFFER];
        var from = System.nanoTime();
        try {
            while (true) {
                watched.expect(silence);
                int count = in.read(buffer);
                if (count < 0) {
                    return bytes.toByteArray();
                }
                bytes.write(buffer, 0, count);
                if (bytes.size() > limit) {
                    throw new AnswerTooLong(limit);
                }
            }
        } finally {
            watched.rest();
            state.waitedUpstream(System.nanoTime() - from);
        }
    }
}
