package dev.maru.gateway.call;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.CompletionRequest;
import dev.maru.gateway.CompletionSink;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.GatewaySettings;
import dev.maru.gateway.ModelGateway;
import dev.maru.gateway.PromptRendering;
import dev.maru.gateway.PromptSource;
import dev.maru.gateway.catalog.CallableModel;
import dev.maru.gateway.catalog.Catalog;
import dev.maru.gateway.catalog.CatalogSnapshot.Resolution;
import dev.maru.gateway.spool.Spool;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
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
    private static final int MOST_ATTEMPTS = 2;

    private final Catalog catalog;
    private final Attempts attempts;
    private final Spool spool;
    private final ObjectProvider<PromptSource> prompts;
    private final PayloadCapture capture;
    private final GatewaySettings settings;
    private final CallMetrics metrics;
    private final CallTracing tracing;
    private final Clock clock;

    CallPath(
            Catalog catalog,
            Attempts attempts,
            Spool spool,
            ObjectProvider<PromptSource> prompts,
            PayloadCapture capture,
            GatewaySettings settings,
            CallMetrics metrics,
            CallTracing tracing,
            Clock clock) {
        this.catalog = catalog;
        this.attempts = attempts;
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
        var client = new ClientSide(sink, caller.requestId(), startNanos, captured);
        metrics.begin();
        @Nullable CallError error = CallError.internal();
        var outcome = CallOutcome.ERROR;
        try {
            var call = plan(caller, request, course, client, span, startNanos);
            error = attempt(call, course, client);
            outcome = client.gone() ? CallOutcome.ABORTED : error == null ? CallOutcome.SUCCESS : CallOutcome.ERROR;
            if (call.upstreamBody().length() > 0) {
                capture.offer(caller, call, captured);
            }
        } catch (PlatformException e) {
            error = CallError.of(e);
            outcome = course.attempts() == 0 ? CallOutcome.REJECTED : CallOutcome.ERROR;
        } catch (RuntimeException e) {
            LOG.error("The call {} failed in the gateway itself", caller.requestId(), e);
            outcome = course.attempts() == 0 ? CallOutcome.REJECTED : CallOutcome.ERROR;
        } finally {
            close(course, client, span, outcome, error);
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
        var envelope = RequestEnvelope.parse(request.body());
        course.parsed(envelope);
        var rendering = render(caller, envelope, request.tags());
        if (rendering != null) {
            course.rendered(rendering);
            client.header("maru-prompt", encoded(rendering.name()) + "@" + rendering.version());
        }
        var upstream = new UpstreamRequest(envelope, rendering);
        course.asksFor(upstream.modelName());
        var model = resolve(caller, upstream.modelName());
        course.resolved(model);
        client.header("maru-model", model.qualifiedName());
        var limit = request.timeout() == null ? settings.totalTimeout() : request.timeout();
        return new PlannedCall(
                caller,
                request,
                envelope,
                rendering,
                model,
                upstream.body(model),
                course.facts(),
                span,
                startNanos + limit.toNanos());
    }

    private @Nullable PromptRendering render(Caller caller, RequestEnvelope envelope, Map<String, String> tags) {
        var prompt = envelope.prompt();
        if (prompt == null) {
            return null;
        }
        return prompts.getObject().render(caller.tenant(), caller.requireProject(), prompt.in(envelope.user(), tags));
    }

    private CallableModel resolve(Caller caller, String name) {
        var model = switch (catalog.of(caller.tenant()).resolve(name)) {
            case Resolution.Found found -> found.model();
            case Resolution.Ambiguous ambiguous ->
                throw new PlatformException(
                        GatewayError.MODEL_AMBIGUOUS,
                        "More than one connection offers \"" + name + "\". Name one of "
                                + String.join(", ", ambiguous.choices()) + ".");
            case Resolution.Unknown() ->
                throw new PlatformException(
                        GatewayError.MODEL_NOT_FOUND,
                        "There is no model \"" + name + "\" here. GET /v1/models lists those that there are.");
        };
        if (!Catalog.allowed(caller, model)) {
            throw new PlatformException(
                    GatewayError.MODEL_NOT_ALLOWED,
                    "The key \"" + caller.actor().name() + "\" may not call " + model.qualifiedName() + ".");
        }
        return model;
    }

    /** Tries until an attempt answers, or may not be repeated; returns the error of the last one, null if it answered. */
    private @Nullable CallError attempt(PlannedCall call, CallCourse course, ClientSide client) {
        for (int number = 1; ; number++) {
            client.header("maru-attempts", String.valueOf(number));
            var made = attempts.make(call, number, client);
            course.attempted(made);
            if (!made.state().isRetryable() || number == MOST_ATTEMPTS) {
                return made.state().error();
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(50, 150));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs whatever happened: the client gets an answer, and the call its record. */
    private void close(
            CallCourse course, ClientSide client, CallSpan span, CallOutcome outcome, @Nullable CallError error) {
        var reached = error == null ? 200 : error.status();
        if (error != null && !client.begun()) {
            client.answer(error);
        }
        var left = outcome == CallOutcome.ABORTED;
        var closed = course.closed(outcome, left ? 499 : reached, error, client);
        spool.append(closed);
        span.end(closed);
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
