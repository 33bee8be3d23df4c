package dev.maru.gateway.call;

import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.GatewaySettings;
import dev.maru.gateway.StreamGuard;
import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.budget.Budgets;
import dev.maru.gateway.budget.Reservation;
import dev.maru.gateway.budget.WorstCost;
import dev.maru.gateway.catalog.CallableModel;
import dev.maru.gateway.catalog.Catalog;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.gateway.catalog.Providers;
import dev.maru.gateway.ledger.Charge;
import dev.maru.gateway.ledger.Pricing;
import dev.maru.gateway.ledger.TokenCounter;
import dev.maru.gateway.provider.ProviderRequest;
import dev.maru.gateway.provider.UpstreamExchange;
import dev.maru.gateway.provider.UpstreamFailure;
import dev.maru.gateway.provider.UpstreamResponse;
import dev.maru.gateway.spool.Spool;
import dev.maru.gateway.spool.SpoolRecord.Dispatched;
import dev.maru.gateway.spool.SpoolRecord.Target;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Makes attempts: recorded before they are sent, settled exactly once whatever becomes of them. */
@Component
class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final long ERROR_BODY_LIMIT = 1 << 20;

    private final Catalog catalog;
    private final Providers providers;
    private final Budgets budgets;
    private final Spool spool;
    private final ExchangeWatch watch;
    private final GatewaySettings settings;
    private final ObjectProvider<StreamGuard> guard;
    private final CallMetrics metrics;
    private final Clock clock;

    Attempts(
            Catalog catalog,
            Providers providers,
            Budgets budgets,
            Spool spool,
            ExchangeWatch watch,
            GatewaySettings settings,
            ObjectProvider<StreamGuard> guard,
            CallMetrics metrics,
            Clock clock) {
        this.catalog = catalog;
        this.providers = providers;
        this.budgets = budgets;
        this.spool = spool;
        this.watch = watch;
        this.settings = settings;
        this.guard = guard;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** How an attempt went, and what it is charged. */
    record Made(Try attempt, AttemptState state, Charge charge) {}

    /** Throws only before anything was dispatched. */
    Made make(Try attempt, ClientSide client) {
        var call = attempt.call();
        var endpoint = catalog.endpoint(call.caller().tenant(), attempt.model(), attempt.key());
        var now = clock.instant();
        var reserved = reserved(attempt);
        var money = budgets.reserve(
                call.caller(),
                call.subject(),
                WorstCost.of(attempt.model().priceAt(now), reserved.uncachedInput(), reserved.output()));
        var dispatched =
                new Dispatched(call.facts(), attempt.number(), target(attempt, now), reserved, now, money.holds());
        var state = new AttemptState(attempt.meter(), client, ended -> settle(attempt, dispatched, money, ended));
        var recorded = false;
        try (var exchange = providers
                .of(attempt.model().connection().kind())
                .prepare(new ProviderRequest(
                        endpoint,
                        attempt.prepared().operation(),
                        attempt.model().upstreamId(),
                        attempt.body(),
                        call.stream(),
                        call.span().headers()))) {
            // Whatever prepares a call may refuse it; from here on it counts.
            spool.append(dispatched);
            recorded = true;
            run(attempt, state, client, exchange);
        } catch (RuntimeException e) {
            if (!recorded) {
                throw e;
            }
            LOG.error("Attempt {} of {} failed in the gateway itself", attempt.number(), dispatched.requestId(), e);
            state.failed(CallError.internal());
            if (call.stream() && client.begun()) {
                // Without it the stream would look like one that came to its end.
                client.endWith(CallError.internal());
                client.flush();
            }
        } finally {
            if (recorded) {
                state.settleOnce();
            } else {
                money.cancel();
            }
        }
        return new Made(attempt, state, state.charge());
    }

    private static Target target(Try attempt, Instant now) {
        var model = attempt.model();
        var key = attempt.key();
        return new Target(
                model.connectionSlug(),
                model.qualifiedName(),
                model.modelId(),
                model.upstreamId(),
                model.priceAt(now),
                key == null ? null : key.key().name(),
                attempt.candidate().reason());
    }

    /** At most this much is used, unless the provider ignores its limits. */
    private static TokenCounts reserved(Try attempt) {
        var output = attempt.call().upstream().mostOutput(attempt.model());
        return new TokenCounts(TokenCounter.guess(attempt.body().length()), 0, 0, output, 0);
    }

    private void run(Try attempt, AttemptState state, ClientSide client, UpstreamExchange exchange) {
        var call = attempt.call();
        try (var watched = watch.watch(exchange::abort, () -> stillValid(call.caller()), call.deadlineNanos())) {
            var response = send(attempt, state, exchange, watched);
            if (response == null) {
                return;
            }
            state.answered(response.status(), response.header("x-request-id"));
            var encoding = response.header("content-encoding");
            var whole = new WholeRelay(attempt, state, client, watched, settings);
            if (response.status() != 200) {
                refused(attempt, state, whole, response);
            } else if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
                // Nothing compressed was asked for, and what unpacks to gigabytes must not be unpacked.
                state.failed(UpstreamErrors.broken(attempt.slug(), "sent a compressed answer that nobody asked for"));
            } else if (isEventStream(response) != call.stream()) {
                state.failed(UpstreamErrors.broken(
                        attempt.slug(),
                        call.stream()
                                ? "does not stream this model's answers"
                                : "streamed an answer that was not to be"));
            } else if (call.stream()) {
                var longest = Math.toIntExact(settings.maxEventSize().toBytes());
                new StreamRelay(
                                attempt,
                                state,
                                client,
                                watched,
                                longest,
                                settings.maxResponseSize().toBytes(),
                                () -> clientLeft(attempt.model(), exchange, watched))
                        .relay(response);
            } else {
                whole.relay(response);
            }
        }
    }

    private @Nullable UpstreamResponse send(
            Try attempt, AttemptState state, UpstreamExchange exchange, ExchangeWatch.Watched watched) {
        var from = System.nanoTime();
        watched.expect(attempt.call().patience().firstOutput());
        try {
            return exchange.send();
        } catch (UpstreamFailure e) {
            LOG.debug("No answer for {}", attempt.call().facts().requestId(), e);
            var cut = watched.cut();
            state.failed(cut == null ? UpstreamErrors.failure(e) : Cuts.of(attempt.slug(), cut));
            if (cut == null && e.kind().notSent()) {
                state.notSent();
            }
            return null;
        } finally {
            watched.rest();
            state.waitedUpstream(System.nanoTime() - from);
        }
    }

    private void refused(Try attempt, AttemptState state, WholeRelay whole, UpstreamResponse response) {
        byte[] body;
        try {
            body = whole.read(
                    response.body(), ERROR_BODY_LIMIT, attempt.call().patience().idle());
        } catch (IOException e) {
            LOG.debug("The refusal of {} broke off", attempt.call().facts().requestId(), e);
            body = new byte[0];
        }
        // Providers bill no answer that is an error.
        state.free();
        state.failed(UpstreamErrors.refusal(attempt, response, body));
        state.retryAfter(RetryAfter.of(response, clock.instant()));
    }

    private static boolean isEventStream(UpstreamResponse response) {
        var type = response.header("content-type");
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    }

    /** A client that leaves does not end metering: the rest is read for its usage, unless that costs more than it tells. */
    private void clientLeft(CallableModel model, UpstreamExchange exchange, ExchangeWatch.Watched watched) {
        if (model.connection().onDisconnect() == DisconnectPolicy.ABORT
                || settings.drainTimeout().isZero()) {
            exchange.abort();
        } else {
            watched.drain(settings.drainTimeout());
        }
    }

    private boolean stillValid(Caller caller) {
        var port = guard.getIfAvailable();
        return port == null || port.stillValid(caller);
    }

    private Charge settle(Try attempt, Dispatched dispatched, Reservation money, AttemptState state) {
        Charge charge;
        try {
            charge = state.reckon(attempt.call(), dispatched);
        } catch (RuntimeException e) {
            LOG.error("The usage of {} could not be counted; what was reserved is charged", dispatched.requestId(), e);
            charge = Pricing.charge(
                    dispatched.reserved(), false, dispatched.target().price());
        }
        spool.append(state.settled(dispatched, charge));
        money.settle(charge.cost(), charge.exact());
        metrics.attempt(attempt, state, charge);
        return charge;
    }
}
