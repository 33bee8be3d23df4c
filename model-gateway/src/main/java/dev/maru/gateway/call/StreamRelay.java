package dev.maru.gateway.call;

import dev.maru.gateway.GatewaySettings;
import dev.maru.gateway.provider.UpstreamResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.core.JacksonException;

/**
 * Passes an event stream on, byte for byte, a flush per read from the provider. The head waits for the first real event,
 * so a provider that fails at once still gets a true status; after that, a failure ends the stream with an error event
 * and without the end mark.
 */
final class StreamRelay {
    private static final byte[] END_MARK = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final Duration AFTER_END_MARK = Duration.ofSeconds(1);
    private static final int HELD_LIMIT = 64 << 10;

    private final PlannedCall call;
    private final AttemptState state;
    private final ClientSide client;
    private final ExchangeWatch.Watched watched;
    private final AnswerReader answer;
    private final GatewaySettings settings;
    private final Runnable clientLeft;
    private final CapturedBytes held = new CapturedBytes(HELD_LIMIT);
    private boolean ended;
    private boolean leftReported;

    /** @param clientLeft run once when the client turns out to be gone */
    StreamRelay(
            PlannedCall call,
            AttemptState state,
            ClientSide client,
            ExchangeWatch.Watched watched,
            GatewaySettings settings,
            Runnable clientLeft) {
        this.call = call;
        this.state = state;
        this.client = client;
        this.watched = watched;
        this.answer = state.answer;
        this.settings = settings;
        this.clientLeft = clientLeft;
    }

    void relay(UpstreamResponse response) {
        var reader = new SseReader(
                response.body(), Math.toIntExact(settings.maxEventSize().toBytes()));
        try {
            while (readOnce(reader)) {
                takeEvents(reader);
                if (state.error() != null) {
                    break;
                }
                client.flush();
                noteClient();
            }
            if (state.error() == null && !ended) {
                takeRest(reader);
            }
        } catch (IOException e) {
            if (!ended) {
                var slug = call.model().connectionSlug();
                state.failed(
                        client.gone() ? Cuts.of(slug, ExchangeWatch.Cut.DRAINED) : Cuts.error(slug, watched.cut(), e));
            }
        }
        close();
    }

    private boolean readOnce(SseReader reader) throws IOException {
        watched.expect(ended ? AFTER_END_MARK : client.begun() ? settings.idleTimeout() : settings.firstByteTimeout());
        var from = System.nanoTime();
        try {
            return reader.read();
        } finally {
            watched.rest();
            state.waitedUpstream(System.nanoTime() - from);
        }
    }

    private void takeEvents(SseReader reader) {
        for (var event = reader.next(); event != null && state.error() == null; event = reader.next()) {
            take(event);
        }
    }

    /** What stands behind the last empty line: whole events, or one whose end was cut off. */
    private void takeRest(SseReader reader) {
        takeEvents(reader);
        var rest = reader.rest();
        if (rest != null && rest.data() != null && state.error() == null && !ended) {
            take(rest);
        }
        if (state.error() != null || ended) {
            return;
        }
        if (answer.finished()) {
            // Every answer said why it ended, only the mark is missing: that is no loss, and clients wait for it.
            end(END_MARK, 0, END_MARK.length);
        } else {
            state.failed(
                    UpstreamErrors.broken(call.model().connectionSlug(), "ended its answer before it was complete"));
        }
    }

    private void take(SseReader.Event event) {
        var data = event.data();
        if (ended) {
            return;
        }
        if (data == null) {
            pass(event);
            return;
        }
        if (isEndMark(data)) {
            end(event.bytes(), event.from(), event.length());
            return;
        }
        try {
            answer.read(data);
        } catch (JacksonException e) {
            state.failed(UpstreamErrors.broken(call.model().connectionSlug(), "sent an event that is no JSON"));
            return;
        }
        var error = answer.error();
        if (error != null) {
            var slug = call.model().connectionSlug();
            state.failed(
                    client.begun() ? UpstreamErrors.midStream(slug, error) : UpstreamErrors.firstEvent(slug, error));
            return;
        }
        if (answer.sawOutput()) {
            state.outputSeen();
        }
        if (!answer.onlyUsage() || call.envelope().usageAsked()) {
            begin();
            pass(event);
        }
    }

    private void pass(SseReader.Event event) {
        if (client.begun()) {
            client.write(event.bytes(), event.from(), event.length());
        } else {
            held.add(event.bytes(), event.from(), event.length());
        }
    }

    private void begin() {
        if (!client.begun()) {
            client.begin(200, "text/event-stream; charset=utf-8", Head.STREAM);
            client.write(held.toByteArray());
        }
    }

    private void end(byte[] bytes, int offset, int length) {
        begin();
        client.write(bytes, offset, length);
        ended = true;
    }

    private static boolean isEndMark(byte[] data) {
        return data.length < 16
                && new String(data, StandardCharsets.US_ASCII).strip().equals("[DONE]");
    }

    private void noteClient() {
        if (client.gone() && !leftReported) {
            leftReported = true;
            clientLeft.run();
        }
    }

    /** A stream that had begun and failed says so; it never looks like a whole answer. */
    private void close() {
        var error = state.error();
        if (error != null && client.begun()) {
            client.write(("data: " + new String(error.json(), StandardCharsets.UTF_8) + "\n\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        client.flush();
    }
}
