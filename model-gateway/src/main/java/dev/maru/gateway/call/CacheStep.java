package dev.maru.gateway.call;

import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.GatewaySettings;
import dev.maru.gateway.Origin;
import dev.maru.gateway.cache.AnswerCache;
import dev.maru.gateway.cache.AnswerCache.Keep;
import dev.maru.gateway.cache.AnswerCache.Look;
import dev.maru.gateway.cache.CacheState;
import dev.maru.gateway.cache.CachedAnswer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers a call from what was answered before, or keeps the answer that it gets. */
@Component
class CacheStep {
    /** A run of trials asks the same on purpose, and whoever tries a prompt wants to see what it does. */
    private static final Set<Origin> UNASKED = Set.of(Origin.API, Origin.RAG);

    private final AnswerCache cache;
    private final Clock clock;
    private final int largest;
    private final Map<CacheState, Counter> looks = new EnumMap<>(CacheState.class);

    CacheStep(AnswerCache cache, GatewaySettings settings, Clock clock, MeterRegistry meters) {
        this.cache = cache;
        this.clock = clock;
        this.largest = Math.toIntExact(settings.maxCachedSize().toBytes());
        for (var state : CacheState.values()) {
            looks.put(
                    state,
                    Counter.builder("maru.cache.looks")
                            .description("Calls of projects that cache answers, by what the cache did")
                            .tag("state", state.wireName())
                            .register(meters));
        }
    }

    /** @param live makes the call where no answer is kept */
    @Nullable
    CallError run(PlannedCall call, CallCourse course, ClientSide client, Supplier<@Nullable CallError> live) {
        var origin = call.request().origin();
        if (origin.internal()) {
            return live.get();
        }
        var look = cache.look(call.caller(), call.request(), UNASKED.contains(origin), () -> CacheQuestions.of(call));
        return switch (look) {
            case Look.Off() -> made(call, course, live);
            case Look.Bypass() -> {
                note(CacheState.BYPASS, course, client);
                yield made(call, course, live);
            }
            case Look.Hit(var answer) -> {
                var denial = call.guard().verdict();
                if (denial != null) {
                    throw denial;
                }
                note(CacheState.HIT, course, client);
                give(answer, call, course, client);
                yield null;
            }
            case Look.Miss(var keep, var embeddedNanos) -> {
                note(CacheState.MISS, course, client);
                if (embeddedNanos > 0) {
                    course.cacheWorked(embeddedNanos);
                }
                yield missed(call, course, client, keep, live);
            }
        };
    }

    private static @Nullable CallError made(PlannedCall call, CallCourse course, Supplier<@Nullable CallError> live) {
        if (call.request().cache().onlyIfCached()) {
            course.cacheWorked(0);
            throw new PlatformException(
                    GatewayError.NOT_CACHED, "No answer to this call is kept, and it was not to be made.");
        }
        return live.get();
    }

    private void note(CacheState state, CallCourse course, ClientSide client) {
        course.cache(state);
        client.header("maru-cache", state.wireName());
        var counter = looks.get(state);
        if (counter != null) {
            counter.increment();
        }
    }

    private void give(CachedAnswer answer, PlannedCall call, CallCourse course, ClientSide client) {
        course.answered(answer);
        var age = Duration.between(answer.createdAt(), clock.instant()).toSeconds();
        client.header("maru-cache-age", String.valueOf(Math.max(0, age)));
        client.header("maru-model", answer.model());
        client.begin(200, answer.contentType(), call.stream() ? Head.STREAM : Map.of());
        client.write(answer.body());
        client.flush();
    }

    private @Nullable CallError missed(
            PlannedCall call,
            CallCourse course,
            ClientSide client,
            @Nullable Keep keep,
            Supplier<@Nullable CallError> live) {
        if (keep == null || call.request().cache().onlyIfCached()) {
            return made(call, course, live);
        }
        var copy = client.copy(largest);
        var error = live.get();
        // What stood in for the first choice must not go on doing so when that is back.
        var first = call.candidates().getFirst().model();
        var charge = course.whole(first);
        if (error == null && charge != null && !client.gone() && !copy.truncated()) {
            cache.keep(
                    call.caller(),
                    keep,
                    new CachedAnswer(
                            client.contentType(),
                            copy.toByteArray(),
                            first.qualifiedName(),
                            first.connectionSlug(),
                            charge.tokens().total(),
                            charge.cost(),
                            charge.currency(),
                            clock.instant()));
        }
        return error;
    }
}
