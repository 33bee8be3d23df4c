package dev.maru.testing.provider;

import dev.maru.testing.provider.Billed.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts one answer while it is made and writes it into the billing log. */
final class Meter {
    private final BillingLog log;
    private final ReceivedRequest request;
    private final Endpoint endpoint;
    private final Completion completion;
    private final int chunks;
    private int made;

    Meter(BillingLog log, ReceivedRequest request, Endpoint endpoint, Completion completion, int chunks) {
        this.log = log;
        this.request = request;
        this.endpoint = endpoint;
        this.completion = completion;
        this.chunks = chunks;
    }

    void chunkMade() {
        made++;
    }

    /** Written before the client can see the end, so that who has seen it finds the entry. */
    void completed() {
        made = chunks;
        write(Outcome.COMPLETED, null);
    }

    void abortedByClient(Instant at) {
        write(Outcome.ABORTED_BY_CLIENT, at);
    }

    void brokenByProvider() {
        write(Outcome.BROKEN_BY_PROVIDER, null);
    }

    private void write(Outcome outcome, @Nullable Instant disconnectedAt) {
        var prompt = completion.prompt();
        var whole = completion.billed();
        var usage = made == chunks ? whole : whole.withOutput(whole.output() * made / chunks);
        boolean told = endpoint == Endpoint.MESSAGES || !prompt.streamed() || prompt.usageWanted();
        log.put(new Billed(
                request.number(),
                endpoint,
                request.credential(),
                prompt.model(),
                prompt.streamed(),
                usage,
                outcome,
                outcome == Outcome.COMPLETED && told && whole.equals(completion.reported()),
                disconnectedAt));
    }
}
