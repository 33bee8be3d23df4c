package dev.maru.gateway.call;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.CompletionRequest;
import dev.maru.gateway.CompletionSink;
import dev.maru.gateway.GatewaySettings;
import dev.maru.gateway.ModelGateway;
import dev.maru.gateway.PromptRendering;
import dev.maru.gateway.PromptSource;
import dev.maru.gateway.guard.GuardrailDirectory;
import dev.maru.gateway.ledger.TokenCounter;
import dev.maru.gateway.limit.LimitSubject;
import dev.maru.gateway.route.Candidate;
import dev.maru.gateway.spool.Spool;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * A model call from its bytes to its settlement, step by step; see docs/decisions/0004-call-path.md. No step runs SQL:
 * what is read are snapshots in memory, what is written goes to the spool.
 */
@Component
class CallPath implements ModelGateway {
    private static final Logger LOG = LoggerFactory.getLogger(CallPath.class);

    private final Targets targets;
    private final Admission admission;
    private final CacheStep cache;
    private final GuardrailDirectory guardrails;
    private final Failover failover;
    private final Spool spool;
    private final ObjectProvider<PromptSource> prompts;
    private final PayloadCapture capture;
    private final GatewaySettings settings;
    private final CallMetrics metrics;
    private final CallTracing tracing;
    private final Clock clock;

    CallPath(
            Targets targets,
            Admission admission,
            CacheStep cache,
            GuardrailDirectory guardrails,
            Failover failover,
            Spool spool,
            ObjectProvider<PromptSource> prompts,
            PayloadCapture capture,
            GatewaySettings settings,
            CallMetrics metrics,
            CallTracing tracing,
            Clock clock) {
        this.targets = targets;
        this.admission = admission;
        this.cache = cache;
        this.guardrails = guardrails;
        this.failover = failover;
        this.spool = spool;
        this.prompts = prompts;
        this.capture = capture;
        this.settings = settings;
        this.metrics = metrics;
        this.tracing = tracing;
        this.clock = clock;
    }

    @Override
    public void complete(Caller caller, CompletionRequest request, CompletionSink sink) {
        var startNanos = System.nanoTime();
        var span = tracing.begin(request.traceparent());
        var course = new CallCourse(caller, caller.requireProject(), request, span, clock.instant(), startNanos);
        var captured = capture.wanted(caller) ? capture.bytes() : CapturedBytes.nothing();
        var client = new ClientSide(sink, ClientErrors.of(request.form()), caller.requestId(), startNanos, captured);
        metrics.begin();
        @Nullable CallError error = CallError.internal();
        var outcome = CallOutcome.ERROR;
        try {
            var call = plan(caller, request, course, client, span, startNanos);
            error = admitted(call, course, client);
            outcome = client.gone() ? CallOutcome.ABORTED : error == null ? CallOutcome.SUCCESS : CallOutcome.ERROR;
            course.answered();
            capture.offer(caller, course.planned(call), captured);
        } catch (PlatformException e) {
            error = CallError.of(e);
            outcome = course.attempts() == 0 ? CallOutcome.REJECTED : CallOutcome.ERROR;
        } catch (RuntimeException e) {
            LOG.error("The call {} failed in the gateway itself", caller.requestId(), e);
            outcome = course.attempts() == 0 ? CallOutcome.REJECTED : CallOutcome.ERROR;
        } finally {
            close(course, client, outcome, error);
        }
    }

    private @Nullable CallError admitted(PlannedCall call, CallCourse course, ClientSide client) {
        try (var entry = admission.enter(call)) {
            entry.admitted().headers().forEach(client::header);
            try {
                course.plans(call);
                var guarded = GuardedRequest.checked(call, clock.instant());
                course.plans(guarded);
                return cache.run(guarded, course, client, () -> failover.run(guarded, course, client));
            } finally {
                entry.used(course);
            }
        }
    }

    /** Everything that can refuse a call; nothing is dispatched before all of it has passed. */
    private PlannedCall plan(
            Caller caller,
            CompletionRequest request,
            CallCourse course,
            ClientSide client,
            CallSpan span,
            long startNanos) {
        caller.require(Permission.CALL_MODELS);
        var envelope = RequestEnvelope.parse(request.form(), request.body());
        course.parsed(envelope);
        var rendering = render(caller, envelope, request.tags());
        if (rendering != null) {
            course.rendered(rendering);
            client.header("maru-prompt", encoded(rendering.name()) + "@" + rendering.version());
        }
        var upstream = new UpstreamRequest(envelope, rendering);
        course.asksFor(upstream.modelName());
        var choice = targets.choose(caller, request, envelope, upstream);
        var first = choice.candidates().getFirst().model();
        course.chosen(choice.route(), first);
        if (choice.route() != null) {
            client.header("maru-route", encoded(choice.route()));
        }
        client.header("maru-model", first.qualifiedName());
        var patience = Patience.of(settings, choice.plan(), envelope.stream(), request.timeout());
        return new PlannedCall(
                caller,
                request,
                envelope,
                rendering,
                upstream,
                choice.candidates(),
                choice.plan(),
                patience,
                subject(request, envelope, upstream, choice.candidates()),
                course.facts(),
                span,
                startNanos + patience.total().toNanos(),
                guardrails.of(caller, request.origin()));
    }

    private static LimitSubject subject(
            CompletionRequest request, RequestEnvelope envelope, UpstreamRequest upstream, List<Candidate> candidates) {
        return new LimitSubject(
                candidates.stream()
                        .map(candidate -> candidate.model().qualifiedName())
                        .collect(Collectors.toUnmodifiableSet()),
                request.tags(),
                TokenCounter.guess(upstream.textBytes()),
                upstream.mostOutput(candidates.getFirst().model()));
    }

    private @Nullable PromptRendering render(Caller caller, RequestEnvelope envelope, Map<String, String> tags) {
        var prompt = envelope.prompt();
        if (prompt == null) {
            return null;
        }
        return prompts.getObject().render(caller.tenant(), caller.requireProject(), prompt.in(envelope.user(), tags));
    }

    /** Runs whatever happened: the client gets an answer, and the call its record. */
    private void close(CallCourse course, ClientSide client, CallOutcome outcome, @Nullable CallError error) {
        var reached = error == null ? 200 : error.status();
        if (error != null && !client.begun()) {
            client.answer(error);
        }
        var left = outcome == CallOutcome.ABORTED;
        var closed = course.closed(outcome, left ? 499 : reached, error, client);
        spool.append(closed);
        course.end(closed);
        metrics.found(closed.guardrails());
        metrics.end(outcome, course.totalNanos(), course.overheadNanos(client), course.firstOutputNanos());
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A call that named neither a model nor a prompt with one. */
    static PlatformException noModel() {
        return new PlatformException(
                CoreError.INVALID_REQUEST, "model: name one; GET /v1/models lists those that there are.");
    }
}
