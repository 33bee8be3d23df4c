package dev.maru.gateway.call;

import dev.maru.gateway.guard.GuardFinding;
import dev.maru.gateway.ledger.Charge;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Timers and counters of the call path: by outcome, never by tenant or key. */
@Component
class CallMetrics {
    private final Map<CallOutcome, Timer> calls = new EnumMap<>(CallOutcome.class);
    private final Timer overhead;
    private final Timer firstToken;
    private final Counter attempts;
    private final Counter unpriced;
    private final Counter estimated;
    private final Counter absurd;
    private final AtomicInteger active;
    private final MeterRegistry meters;

    CallMetrics(MeterRegistry meters) {
        this.meters = meters;
        for (var outcome : CallOutcome.values()) {
            calls.put(
                    outcome,
                    Timer.builder("maru.calls")
                            .description("Model calls from their first byte to their settlement")
                            .tag("outcome", outcome.wireName())
                            .register(meters));
        }
        overhead = Timer.builder("maru.calls.overhead")
                .description("What the gateway itself adds to a call, without waiting for provider or client")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        firstToken = Timer.builder("maru.calls.first.token")
                .description("From the request to the first output")
                .register(meters);
        attempts = Counter.builder("maru.attempts")
                .description("Attempts dispatched to providers")
                .register(meters);
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

    void begin() {
        active.incrementAndGet();
    }

    void attempt(AttemptState state, Charge charge) {
        attempts.increment();
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
