package dev.maru.gateway.call;

import dev.maru.core.id.ProjectId;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.CompletionRequest;
import dev.maru.gateway.PromptRendering;
import dev.maru.gateway.cache.CacheState;
import dev.maru.gateway.cache.CachedAnswer;
import dev.maru.gateway.catalog.CallableModel;
import dev.maru.gateway.ledger.Charge;
import dev.maru.gateway.ledger.ChargeSum;
import dev.maru.gateway.spool.CallFacts;
import dev.maru.gateway.spool.SpoolRecord.CacheUse;
import dev.maru.gateway.spool.SpoolRecord.Closed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes known of a call as it goes along; at any point it can be closed with that. */
final class CallCourse {
    private static final Logger LOG = LoggerFactory.getLogger(CallCourse.class);
    private static final int LONGEST_TEXT = 500;

    private final Caller caller;
    private final ProjectId project;
    private final CompletionRequest request;
    private final CallSpan span;
    private final Instant startedAt;
    private final long startNanos;
    private final List<Charge> charges = new ArrayList<>();

    private @Nullable RequestEnvelope envelope;
    private @Nullable PromptRendering rendering;
    private String requestedModel = "";
    private @Nullable String route;
    private @Nullable CallableModel model;
    private boolean whole;
    private boolean cacheWorked;
    private @Nullable CacheState cache;
    private @Nullable CachedAnswer cached;
    private @Nullable PlannedCall planned;
    private @Nullable Meter meter;
    private long firstOutputNanos;
    private long upstreamNanos;

    CallCourse(
            Caller caller,
            ProjectId project,
            CompletionRequest request,
            CallSpan span,
            Instant startedAt,
            long startNanos) {
        this.caller = caller;
        this.project = project;
        this.request = request;
        this.span = span;
        this.startedAt = startedAt;
        this.startNanos = startNanos;
    }

    void parsed(RequestEnvelope envelope) {
        this.envelope = envelope;
        this.requestedModel = envelope.model() == null ? "" : envelope.model();
    }

    void rendered(PromptRendering rendering) {
        this.rendering = rendering;
    }

    void asksFor(String modelName) {
        this.requestedModel = modelName;
    }

    /** The call goes to one of these, as a route or the call itself chose them. */
    void chosen(@Nullable String route, CallableModel first) {
        this.route = route;
        this.model = first;
    }

    /** The call as it is made from here on. */
    void plans(PlannedCall call) {
        planned = call;
    }

    PlannedCall planned(PlannedCall otherwise) {
        return planned == null ? otherwise : planned;
    }

    /** Nothing more is said: guardrails that only take notes look at it now. */
    void answered() {
        if (planned == null || meter == null) {
            return;
        }
        try {
            planned.guard().answered(meter.text(), planned.upstream()::answerFormat);
        } catch (RuntimeException e) {
            // The client has its answer: what could not be noted does not make the call a failed one.
            LOG.warn("What the answer of {} says could not be looked at", caller.requestId(), e);
        }
    }

    void attempted(Attempts.Made made) {
        meter = made.attempt().meter();
        charges.add(made.charge());
        model = made.attempt().model();
        whole = made.state().error() == null && made.attempt().meter().whole();
        upstreamNanos += made.state().upstreamNanos();
        if (made.state().firstOutputNanos() > 0) {
            firstOutputNanos = made.state().firstOutputNanos() - startNanos;
        }
    }

    void cache(CacheState state) {
        this.cache = state;
    }

    /** The call gets an answer that was made before. */
    void answered(CachedAnswer answer) {
        cached = answer;
        firstOutputNanos = System.nanoTime() - startNanos;
    }

    /** The cache did something for the call that is worth a request, whatever comes of it. */
    void cacheWorked(long nanos) {
        cacheWorked = true;
        upstreamNanos += nanos;
    }

    /** Whether it counts against limits though it used no tokens. */
    boolean counts() {
        return cached != null || cacheWorked;
    }

    /** The charge of the attempt that answered, null if none did or the answer is not all that the model had to say. */
    @Nullable
    Charge whole(CallableModel by) {
        return whole && by.equals(model) ? charges.getLast() : null;
    }

    ChargeSum sum() {
        return ChargeSum.of(charges);
    }

    int attempts() {
        return charges.size();
    }

    CallFacts facts() {
        var actor = caller.actor();
        return new CallFacts(
                caller.tenant(),
                project,
                caller.requestId(),
                request.origin(),
                actor instanceof Actor.Key key ? key.apiKeyId() : null,
                actor instanceof Actor.Person person ? person.userId() : null,
                envelope == null ? null : cut(envelope.user()),
                request.form().wireName(),
                String.valueOf(cut(requestedModel)),
                rendering == null ? null : rendering.promptId(),
                rendering == null ? null : rendering.name(),
                rendering == null ? null : rendering.version(),
                rendering == null ? null : rendering.label(),
                rendering == null ? null : rendering.variant(),
                route,
                span.traceId(),
                span.spanId(),
                span.parentSpanId(),
                cut(request.clientRequestId()),
                cut(request.sessionId()),
                envelope != null && envelope.stream(),
                startedAt,
                request.tags());
    }

    long totalNanos() {
        return System.nanoTime() - startNanos;
    }

    long overheadNanos(ClientSide client) {
        return Math.max(0, totalNanos() - upstreamNanos - client.writingNanos());
    }

    long firstOutputNanos() {
        return firstOutputNanos;
    }

    Closed closed(CallOutcome outcome, int status, @Nullable CallError error, ClientSide client) {
        var sum = ChargeSum.of(charges);
        var usage = charges.isEmpty() ? UsageState.NONE : sum.exact() ? UsageState.EXACT : UsageState.ESTIMATED;
        return new Closed(
                facts(),
                cached != null ? cached.model() : model == null ? null : model.qualifiedName(),
                cached != null ? cached.connectionSlug() : model == null ? null : model.connectionSlug(),
                outcome.wireName(),
                status,
                error == null ? null : cut(error.code()),
                error == null ? null : cut(error.message()),
                charges.size(),
                usage.wireName(),
                sum.tokens(),
                sum.cost(),
                cached == null ? sum.currency() : cached.currency(),
                firstOutputNanos == 0 ? null : TimeUnit.NANOSECONDS.toMillis(firstOutputNanos),
                TimeUnit.NANOSECONDS.toMillis(totalNanos()),
                TimeUnit.NANOSECONDS.toMicros(overheadNanos(client)),
                cacheUse(),
                planned == null ? List.of() : planned.guard().findings());
    }

    private @Nullable CacheUse cacheUse() {
        if (cache == null) {
            return null;
        }
        return cached == null
                ? new CacheUse(cache.wireName(), null, null)
                : new CacheUse(cache.wireName(), cached.tokens(), cached.cost());
    }

    /** Ends its span with what became of it. */
    void end(Closed closed) {
        span.end(
                closed,
                request.form().operation(),
                model == null || charges.isEmpty() ? null : model.connection().kind());
    }

    /** What clients send is kept, but not without end. */
    static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }
}
