package dev.maru.gateway.call;

import dev.maru.gateway.guard.GuardFinding;
import dev.maru.gateway.ledger.Charge;
import dev.maru.gateway.route.FailureClass;
import dev.maru.gateway.spool.SpoolRecord.AttemptOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Timers and counters of the call path: by outcome, never by tenant or key. */
@Component
class CallMetrics {
    /** Buckets, so that percentiles of several instances can be told together; few, since each is a series. */
    private static final Duration[] CALL_BUCKETS =
            millis(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 120_000, 600_000);

    private static final Duration[] OVERHEAD_BUCKETS = Stream.of(100, 250, 500, 1_000, 2_500, 5_000, 10_000, 50_000)
            .map(micros -> Duration.of(micros, ChronoUnit.MICROS))
            .toArray(Duration[]::new);

    private final Map<CallOutcome, Timer> calls = new EnumMap<>(CallOutcome.class);
    private final Timer overhead;
    private final Timer firstToken;
    private final Map<String, Counter> attempts = new HashMap<>();
    private final Counter unpriced;
    private final Counter estimated;
    private final Counter absurd;
    private final AtomicInteger active;
    private final GenAiMetrics genAi;
    private final MeterRegistry meters;

    CallMetrics(MeterRegistry meters, GenAiMetrics genAi) {
        this.genAi = genAi;
        this.meters = meters;
        for (var outcome : CallOutcome.values()) {
            calls.put(
                    outcome,
                    Timer.builder("maru.calls")
                            .description("Model calls from their first byte to their settlement")
                            .tag("outcome", outcome.wireName())
                            .serviceLevelObjectives(CALL_BUCKETS)
                            .register(meters));
        }
        overhead = Timer.builder("maru.calls.overhead")
                .description("What the gateway itself adds to a call, without waiting for provider or client")
                .serviceLevelObjectives(OVERHEAD_BUCKETS)
                .register(meters);
        firstToken = Timer.builder("maru.calls.first.token")
                .description("From the request to the first output")
                .serviceLevelObjectives(CALL_BUCKETS)
                .register(meters);
        Stream.concat(Stream.of(AttemptOutcome.SUCCESS.wireName(), AttemptOutcome.ABORTED.wireName()), failures())
                .forEach(outcome -> attempts.put(
                        outcome,
                        Counter.builder("maru.attempts")
                                .description("Attempts dispatched to providers, by what they met")
                                .tag("outcome", outcome)
                                .register(meters)));
        unpriced = Counter.builder("maru.calls.unpriced")
                .description("Attempts whose model has no price")
                .register(meters);
        estimated = Counter.builder("maru.calls.estimated")
                .description("Attempts whose usage the gateway counted itself")
                .register(meters);
        absurd = Counter.builder("maru.usage.absurd")
                .description("Usage figures of providers that cannot be true")
                .register(meters);
        active = meters.gauge("maru.calls.active", new AtomicInteger());
    }

    private static Duration[] millis(long... each) {
        return LongStream.of(each).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    private static Stream<String> failures() {
        return Stream.of(FailureClass.values()).map(FailureClass::wireName);
    }

    void begin() {
        active.incrementAndGet();
    }

    void attempt(Try attempt, AttemptState state, Charge charge) {
        var counter = attempts.get(
                state.outcome() == AttemptOutcome.ERROR
                        ? state.failure().wireName()
                        : state.outcome().wireName());
        if (counter != null) {
            counter.increment();
        }
        var model = attempt.model();
        genAi.record(
                attempt.call().envelope().form().operation(),
                model.connection().kind(),
                model.upstreamId(),
                errorType(state),
                System.nanoTime() - state.startNanos(),
                attempt.call().stream() && state.firstOutputNanos() > 0
                        ? state.firstOutputNanos() - state.startNanos()
                        : 0,
                charge.tokens());
        if (charge.cost() == null) {
            unpriced.increment();
        }
        if (!charge.exact()) {
            estimated.increment();
        }
        if (state.usageAbsurd()) {
            absurd.increment();
        }
    }

    private static @Nullable String errorType(AttemptState state) {
        return switch (state.outcome()) {
            case SUCCESS -> null;
            case ABORTED, LOST -> state.outcome().wireName();
            case ERROR -> state.failure().wireName();
        };
    }

    void found(List<GuardFinding> findings) {
        for (var finding : findings) {
            Counter.builder("maru.guardrail.findings")
                    .description("What guardrails found in calls")
                    .tag("check", finding.check())
                    .tag("action", finding.action())
                    .register(meters)
                    .increment(finding.count());
        }
    }

    void end(CallOutcome outcome, long totalNanos, long overheadNanos, long firstTokenNanos) {
        active.decrementAndGet();
        var timer = calls.get(outcome);
        if (timer != null) {
            timer.record(totalNanos, TimeUnit.NANOSECONDS);
        }
        overhead.record(overheadNanos, TimeUnit.NANOSECONDS);
        if (firstTokenNanos > 0) {
            firstToken.record(firstTokenNanos, TimeUnit.NANOSECONDS);
        }
    }
}
