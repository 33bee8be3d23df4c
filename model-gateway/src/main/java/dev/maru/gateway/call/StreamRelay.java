package dev.maru.gateway.call;

import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.provider.UpstreamResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import tools.jackson.core.JacksonException;

/**
 * Passes an event stream on, byte for byte, a flush per read from the provider. The head waits for the first real event,
 * so a provider that fails at once still gets a true status; after that, a failure ends the stream with an error event
 * and without the end mark.
 */
final class StreamRelay {
    private static final Duration AFTER_END_MARK = Duration.ofSeconds(1);
    private static final int HELD_LIMIT = 64 << 10;

    private final Try attempt;
    private final AttemptState state;
    private final ClientSide client;
    private final ExchangeWatch.Watched watched;
    private final Meter meter;
    private final int longestEvent;
    private final long longestAnswer;
    private final Runnable clientLeft;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean ended;
    private boolean leftReported;
    private boolean refused;

    /** @param clientLeft run once when the client turns out to be gone */
    StreamRelay(
            Try attempt,
            AttemptState state,
            ClientSide client,
            ExchangeWatch.Watched watched,
            int longestEvent,
            long longestAnswer,
            Runnable clientLeft) {
        this.attempt = attempt;
        this.state = state;
        this.client = client;
        this.watched = watched;
        this.meter = attempt.meter();
        this.longestEvent = longestEvent;
        this.longestAnswer = longestAnswer;
        this.clientLeft = clientLeft;
    }

    void relay(UpstreamResponse response) {
        var reader = new SseReader(response.body(), longestEvent);
        try {
            while (readOnce(reader)) {
                if (!meter.passes() && reader.total() > longestAnswer) {
                    throw new WholeRelay.AnswerTooLong(longestAnswer);
                }
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
                var slug = attempt.slug();
                state.failed(
                        client.gone() ? Cuts.of(slug, ExchangeWatch.Cut.DRAINED) : Cuts.error(slug, watched.cut(), e));
            }
        }
        readUsage(reader);
        close();
    }

    /** Where a guardrail refused an answer that was over, its usage may still be on the way: it makes the charge exact. */
    private void readUsage(SseReader reader) {
        if (!refused || !meter.complete()) {
            return;
        }
        try {
            do {
                for (var event = reader.next(); event != null; event = reader.next()) {
                    var data = event.data();
                    if (data != null) {
                        meter.event(event.name(), data);
                    }
                }
                watched.expect(AFTER_END_MARK);
            } while (meter.usage() == null && !meter.ended() && reader.read());
        } catch (IOException | JacksonException e) {
            // It is counted here, then.
        } finally {
            watched.rest();
        }
    }

    private boolean readOnce(SseReader reader) throws IOException {
        var patience = attempt.call().patience();
        watched.expect(ended ? AFTER_END_MARK : client.begun() || meter.holds() ? patience.idle() : untilFirstOutput());
        var from = System.nanoTime();
        try {
            return reader.read();
        } finally {
            watched.rest();
            state.waitedUpstream(System.nanoTime() - from);
        }
    }

    private Duration untilFirstOutput() {
        var left = attempt.call().patience().firstOutput().minusNanos(System.nanoTime() - state.startNanos());
        return left.isPositive() ? left : Duration.ofMillis(1);
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
        if (meter.complete()) {
            // Every answer said why it ended, only the mark is missing: that is no loss, and clients wait for it.
            var mark = meter.end();
            end(mark, 0, mark.length);
        } else {
            state.failed(UpstreamErrors.broken(attempt.slug(), "ended its answer before it was complete"));
        }
    }

    private void take(SseReader.Event event) {
        var data = event.data();
        if (ended) {
            return;
        }
        if (data == null) {
            // A comment, or a bare name: not for translation, but some clients live on them.
            pass(event.bytes(), event.from(), event.length());
            return;
        }
        try {
            meter.event(event.name(), data);
        } catch (JacksonException e) {
            state.failed(UpstreamErrors.broken(attempt.slug(), "sent an event that is no JSON"));
            return;
        }
        var fault = meter.fault();
        if (fault != null) {
            var slug = attempt.slug();
            state.failed(
                    client.begun() ? UpstreamErrors.midStream(slug, fault) : UpstreamErrors.firstEvent(slug, fault));
            return;
        }
        if (refused()) {
            return;
        }
        if (meter.sawOutput()) {
            state.outputSeen();
        }
        if (meter.ended()) {
            end(event);
        } else if (!meter.hidden()) {
            // Until the model has said something, another one can still take over without the client noticing.
            if ((meter.sawOutput() || meter.complete() || held.size() > HELD_LIMIT) && !begin()) {
                return;
            }
            pass(event);
        }
    }

    /** Whether a guardrail lets nothing more out. */
    private boolean refused() {
        var denial = meter.denial();
        if (denial != null) {
            refuse(denial);
        }
        return refused;
    }

    private void refuse(PlatformException denial) {
        refused = true;
        state.failed(CallError.of(denial));
    }

    private void pass(SseReader.Event event) {
        var translated = meter.translated();
        if (translated == null) {
            pass(event.bytes(), event.from(), event.length());
        } else {
            pass(translated, 0, translated.length);
        }
    }

    private void pass(byte[] bytes, int offset, int length) {
        if (!client.begun() && held.size() + length > HELD_LIMIT) {
            // Whatever it is that comes, no more of it is held.
            if (!begin()) {
                return;
            }
        }
        if (client.begun()) {
            client.write(bytes, offset, length);
        } else {
            held.write(bytes, offset, length);
        }
    }

    private void end(SseReader.Event mark) {
        var translated = meter.translated();
        if (translated == null) {
            end(mark.bytes(), mark.from(), mark.length());
        } else {
            if (!begin()) {
                return;
            }
            client.write(translated);
            var end = meter.end();
            end(end, 0, end.length);
        }
    }

    /** The one gate: judges beside the call are heard before anything goes out. False if nothing may. */
    private boolean begin() {
        if (client.begun()) {
            return true;
        }
        if (refused) {
            return false;
        }
        var denial = attempt.call().guard().verdict();
        if (denial != null) {
            refuse(denial);
            return false;
        }
        client.begin(200, "text/event-stream; charset=utf-8", Head.STREAM);
        client.write(held.toByteArray());
        return true;
    }

    /** A client that sees the end must find it in the ledger, whatever happens to this process next. */
    private void end(byte[] bytes, int offset, int length) {
        if (!begin()) {
            return;
        }
        state.settleOnce();
        client.write(bytes, offset, length);
        ended = true;
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
            var frames = meter.failure(error.fault());
            if (frames == null) {
                client.endWith(error);
            } else {
                client.write(frames);
            }
        }
        client.flush();
    }
}
