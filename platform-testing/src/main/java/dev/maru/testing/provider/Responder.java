package dev.maru.testing.provider;

import dev.maru.testing.provider.Reply.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Answers one request, as scripted or by default. */
final class Responder {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, String> JSON_CONTENT = Map.of("content-type", "application/json");

    private final BillingLog billing;
    private final List<String> models;
    private final Clock clock;
    private final BooleanSupplier closing;

    Responder(BillingLog billing, List<String> models, Clock clock, BooleanSupplier closing) {
        this.billing = billing;
        this.models = models;
        this.clock = clock;
        this.closing = closing;
    }

    /** @param reply null for the default answer of the endpoint */
    void respond(Exchange exchange, Endpoint endpoint, @Nullable Reply reply) throws IOException, InterruptedException {
        switch (reply) {
            case Reply.Status status -> fail(exchange, endpoint, status);
            case Reply.Refuse _ -> exchange.cut(false);
            case Reply.Reset _ -> exchange.cut(true);
            case Reply.HangBeforeHeaders _ -> exchange.hang();
            case null, default -> {
                try {
                    switch (endpoint) {
                        case CHAT, RESPONSES, MESSAGES, GEMINI, CONVERSE -> complete(exchange, endpoint, reply);
                        case EMBEDDINGS -> embed(exchange);
                        case GEMINI_EMBEDDINGS -> embedForGoogle(exchange);
                        case RERANK -> rerank(exchange);
                        case MODELS -> list(exchange);
                    }
                } catch (IllegalArgumentException | JacksonException e) {
                    var message = String.valueOf(e.getMessage());
                    exchange.send(400, JSON_CONTENT, wire(endpoint).errorBody(400, message));
                }
            }
        }
    }

    void fail(Exchange exchange, Endpoint endpoint, Reply.Status status) throws IOException {
        var wire = wire(endpoint);
        var headers = new TreeMap<>(wire.headers(exchange.request().number()));
        headers.putAll(JSON_CONTENT);
        headers.putAll(status.headers());
        var body = status.body() == null
                ? wire.errorBody(status.code(), "This is the scripted error " + status.code() + ".")
                : status.body().getBytes(StandardCharsets.UTF_8);
        exchange.send(status.code(), headers, body);
    }

    private void complete(Exchange exchange, Endpoint endpoint, @Nullable Reply reply)
            throws IOException, InterruptedException {
        var request = exchange.request();
        var prompt = Prompt.read(endpoint, request);
        if (reply instanceof Reply.ErrorAsFirstFrame) {
            failAtOnce(exchange, endpoint, prompt);
            return;
        }
        var answer = answer(reply);
        var completion = reply instanceof Reply.ToolCalls calls
                ? Completion.of(request.number(), prompt, calls)
                : answer == null
                        ? Completion.echo(request.number(), prompt)
                        : Completion.of(request.number(), prompt, answer);
        if (reply instanceof Reply.NoUsage) {
            completion = completion.reporting(null);
        } else if (reply instanceof Reply.AbsurdUsage absurd) {
            completion = completion.reporting(absurd.reported());
        }
        var wire = wire(endpoint);
        int chunks = Math.max(1, wire.events(completion).contents().size());
        var meter = new Meter(billing, request, endpoint, completion, chunks);
        var delay = answer == null ? Duration.ZERO : answer.delay();
        var writer = new AnswerWriter(exchange, wire, completion, meter, delay, answer == null ? 0 : answer.pieces());
        try {
            switch (reply) {
                case Reply.HugeLine huge -> writer.writeHuge(huge.bytes(), false);
                case Reply.GzipBomb bomb -> writer.writeHuge(bomb.bytes(), true);
                case null, default -> writer.write(fate(reply));
            }
        } catch (IOException e) {
            if (closing.getAsBoolean()) {
                meter.brokenByProvider();
            } else {
                meter.abortedByClient(clock.instant());
            }
            throw e;
        }
    }

    private static @Nullable Answer answer(@Nullable Reply reply) {
        return switch (reply) {
            case Answer answer -> answer;
            case Reply.SlowFirstToken slow -> slow.answer();
            case Reply.Hold hold -> hold.answer();
            case Reply.Stall stall -> stall.answer();
            case Reply.CutAfter cut -> cut.answer();
            case Reply.BadChunk bad -> bad.answer();
            case Reply.NoDone noDone -> noDone.answer();
            case Reply.ErrorAfter error -> error.answer();
            case Reply.NoUsage noUsage -> noUsage.answer();
            case Reply.AbsurdUsage absurd -> absurd.answer();
            case Reply.HugeLine _, Reply.GzipBomb _ -> AnswerWriter.hugeAnswer();
            case Reply.ToolCalls _,
                    Reply.Status _,
                    Reply.Refuse _,
                    Reply.Reset _,
                    Reply.HangBeforeHeaders _,
                    Reply.ErrorAsFirstFrame _ -> null;
            case null -> null;
        };
    }

    private static Fate fate(@Nullable Reply reply) {
        return switch (reply) {
            case Reply.SlowFirstToken(Duration delay, Answer _) -> new Fate.SlowStart(delay);
            case Reply.Hold(CountDownLatch latch, int after, Answer _) -> new Fate.Held(after, latch);
            case Reply.Stall(int after, Answer _) -> new Fate.Stalled(after);
            case Reply.CutAfter(int after, boolean midLine, boolean reset, Answer _) ->
                new Fate.Cut(after, midLine, reset);
            case Reply.BadChunk(int at, Answer _) -> new Fate.Broken(at);
            case Reply.ErrorAfter(int after, Answer _) -> new Fate.Failed(after);
            case Reply.NoDone _ -> new Fate.Unfinished();
            case null, default -> new Fate.Fine();
        };
    }

    private static void failAtOnce(Exchange exchange, Endpoint endpoint, Prompt prompt) throws IOException {
        var wire = wire(endpoint);
        if (prompt.streamed()) {
            exchange.startChunked(200, Map.of("content-type", wire.streamType()));
            exchange.sendChunk(wire.errorEvent(), 0);
            exchange.endChunked();
        } else {
            exchange.send(200, JSON_CONTENT, wire.errorBody(503, "The server is overloaded."));
        }
    }

    private void embed(Exchange exchange) throws IOException {
        var request = exchange.request();
        var answer = Embeddings.answer(request.body());
        bill(request, Endpoint.EMBEDDINGS, answer.model(), answer.usage());
        exchange.send(200, JSON_CONTENT, answer.body());
    }

    private void embedForGoogle(Exchange exchange) throws IOException {
        var request = exchange.request();
        var answer = Embeddings.ofGoogle(request.body());
        bill(request, Endpoint.GEMINI_EMBEDDINGS, answer.model(), answer.usage());
        exchange.send(200, JSON_CONTENT, answer.body());
    }

    private void rerank(Exchange exchange) throws IOException {
        var request = exchange.request();
        var answer = Rerank.answer(request.body());
        bill(request, Endpoint.RERANK, answer.model(), answer.usage());
        exchange.send(200, JSON_CONTENT, answer.body());
    }

    private void bill(ReceivedRequest request, Endpoint endpoint, String model, Usage usage) {
        billing.put(new Billed(
                request.number(),
                endpoint,
                request.credential(),
                model,
                false,
                usage,
                Billed.Outcome.COMPLETED,
                true,
                null));
    }

    private void list(Exchange exchange) throws IOException {
        var path = exchange.request().path();
        int at = path.indexOf("/models");
        var named = at < 0 ? "" : path.substring(at + "/models".length());
        if (named.isEmpty()) {
            exchange.send(200, JSON_CONTENT, JSON.writeValueAsBytes(ModelLists.of(exchange.request(), models)));
        } else if (models.contains(named.substring(1))) {
            exchange.send(200, JSON_CONTENT, JSON.writeValueAsBytes(ModelLists.model(named.substring(1))));
        } else {
            fail(exchange, Endpoint.MODELS, Reply.Status.of(404));
        }
    }

    private static Wire wire(Endpoint endpoint) {
        return Wire.of(endpoint);
    }
}
