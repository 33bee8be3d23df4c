package dev.maru.gateway.call;

import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.ledger.Charge;
import dev.maru.gateway.ledger.Pricing;
import dev.maru.gateway.ledger.TokenCounter;
import dev.maru.gateway.spool.SpoolRecord.AttemptOutcome;
import dev.maru.gateway.spool.SpoolRecord.Dispatched;
import dev.maru.gateway.spool.SpoolRecord.Settled;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is known of an attempt while it runs; whatever happens to it, this says how to settle it. */
final class AttemptState {
    final AnswerReader answer = new AnswerReader();
    private final ClientSide client;
    private final long startNanos = System.nanoTime();

    private @Nullable Integer status;
    private @Nullable String upstreamRequestId;
    private @Nullable CallError error;
    private long firstOutputNanos;
    private long upstreamNanos;
    /** The provider billed nothing: it never saw the request, or refused it. */
    private boolean free;

    private boolean mayRetry;
    private @Nullable Charge charge;

    AttemptState(ClientSide client) {
        this.client = client;
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

    void mayRetry() {
        mayRetry = true;
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

    boolean isRetryable() {
        return mayRetry && !client.begun() && !client.gone();
    }

    long upstreamNanos() {
        return upstreamNanos;
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
        var usage = answer.usage();
        var reported = usage == null ? null : usage.counts();
        if (reported != null) {
            return Pricing.charge(reported, true, price);
        }
        if (free) {
            return Pricing.charge(TokenCounts.NONE, true, price);
        }
        var input = TokenCounter.count(PromptText.of(call.envelope(), call.rendering()));
        var output = TokenCounter.count(answer.text());
        return Pricing.charge(new TokenCounts(input, 0, 0, output, 0), false, price);
    }

    /** The attempt is settled with this charge. */
    void sealed(Charge charge) {
        this.charge = charge;
    }

    Charge charge() {
        return Objects.requireNonNull(charge, "settled first");
    }

    boolean usageAbsurd() {
        var usage = answer.usage();
        return usage != null && usage.counts() == null;
    }

    Settled settled(Dispatched dispatched, Charge charge) {
        return new Settled(
                dispatched.tenant(),
                dispatched.requestId(),
                dispatched.attempt(),
                outcome(),
                status,
                error == null ? null : error.code(),
                error == null ? null : error.message(),
                upstreamRequestId,
                charge,
                firstOutputMillis(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos));
    }
}
