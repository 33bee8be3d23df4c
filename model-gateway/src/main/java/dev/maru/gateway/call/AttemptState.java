package dev.maru.gateway.call;

import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.ledger.Charge;
import dev.maru.gateway.ledger.Pricing;
import dev.maru.gateway.ledger.TokenCounter;
import dev.maru.gateway.route.FailureClass;
import dev.maru.gateway.spool.SpoolRecord.AttemptOutcome;
import dev.maru.gateway.spool.SpoolRecord.Dispatched;
import dev.maru.gateway.spool.SpoolRecord.Settled;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is known of an attempt while it runs; whatever happens to it, this says how to settle it. */
final class AttemptState {
    private final Meter meter;
    private final ClientSide client;
    private final Function<AttemptState, Charge> settlement;
    private final long startNanos = System.nanoTime();

    private @Nullable Integer status;
    private @Nullable String upstreamRequestId;
    private @Nullable CallError error;
    private long firstOutputNanos;
    private long upstreamNanos;
    /** The provider billed nothing: it never saw the request, or refused it. */
    private boolean free;

    private boolean notSent;
    private @Nullable Duration retryAfter;
    private @Nullable Charge charge;

    AttemptState(Meter meter, ClientSide client, Function<AttemptState, Charge> settlement) {
        this.meter = meter;
        this.client = client;
        this.settlement = settlement;
    }

    void answered(int status, @Nullable String upstreamRequestId) {
        this.status = status;
        this.upstreamRequestId = upstreamRequestId;
    }

    void failed(CallError error) {
        if (this.error == null) {
            this.error = error;
        }
    }

    void free() {
        free = true;
    }

    /** The provider cannot have seen the request, so another try at it costs nothing twice. */
    void notSent() {
        notSent = true;
        free = true;
    }

    /** The provider asks to be left alone for so long. */
    void retryAfter(@Nullable Duration wait) {
        retryAfter = wait;
    }

    void outputSeen() {
        if (firstOutputNanos == 0) {
            firstOutputNanos = System.nanoTime();
        }
    }

    void waitedUpstream(long nanos) {
        upstreamNanos += nanos;
    }

    @Nullable
    CallError error() {
        return error;
    }

    /** Whether the call may go on elsewhere: nothing of this attempt has reached the client, and it is still there. */
    boolean canGoOn() {
        return error != null && !client.begun() && !client.gone();
    }

    FailureClass failure() {
        return error == null ? FailureClass.OWN : error.failure();
    }

    boolean wasNotSent() {
        return notSent;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    @Nullable
    Integer status() {
        return status;
    }

    long upstreamNanos() {
        return upstreamNanos;
    }

    long startNanos() {
        return startNanos;
    }

    /** When the first output came, 0 if none did. */
    long firstOutputNanos() {
        return firstOutputNanos;
    }

    private @Nullable Long firstOutputMillis() {
        return firstOutputNanos == 0 ? null : TimeUnit.NANOSECONDS.toMillis(firstOutputNanos - startNanos);
    }

    AttemptOutcome outcome() {
        return client.gone() ? AttemptOutcome.ABORTED : error == null ? AttemptOutcome.SUCCESS : AttemptOutcome.ERROR;
    }

    /** Exact if the provider said what it billed, or billed nothing; else counted here. */
    Charge reckon(PlannedCall call, Dispatched dispatched) {
        var price = dispatched.target().price();
        var reported = meter.usage();
        if (reported != null && (error == null || meter.complete())) {
            return Pricing.charge(reported, true, price, meter.serviceTier());
        }
        if (free) {
            return Pricing.charge(TokenCounts.NONE, true, price);
        }
        var output = TokenCounter.count(meter.text());
        if (reported != null) {
            // Figures from the midst of an answer: what was said after them is counted here.
            var more = Math.max(0, output - reported.output() - reported.reasoning());
            return Pricing.charge(reported.plus(new TokenCounts(0, 0, 0, more, 0)), false, price, meter.serviceTier());
        }
        var input = TokenCounter.count(PromptText.of(call.envelope(), call.rendering()));
        return Pricing.charge(new TokenCounts(input, 0, 0, output, 0), false, price);
    }

    /** Settles the attempt, the first time that this is called. */
    void settleOnce() {
        if (charge == null) {
            charge = settlement.apply(this);
        }
    }

    Charge charge() {
        return Objects.requireNonNull(charge, "settled first");
    }

    boolean usageAbsurd() {
        return meter.usageReported() && meter.usage() == null;
    }

    Settled settled(Dispatched dispatched, Charge charge) {
        return new Settled(
                dispatched.tenant(),
                dispatched.requestId(),
                dispatched.attempt(),
                outcome(),
                status,
                error == null ? null : CallCourse.cut(error.code()),
                error == null ? null : CallCourse.cut(error.message()),
                error == null ? null : error.failure().wireName(),
                CallCourse.cut(upstreamRequestId),
                charge,
                firstOutputMillis(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos));
    }
}
