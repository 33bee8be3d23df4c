package dev.maru.gateway.call;

import dev.maru.core.id.ConnectionKeyId;
import dev.maru.core.id.TenantId;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.catalog.KeyRefusals;
import dev.maru.gateway.catalog.Providers;
import dev.maru.gateway.catalog.SealedKey;
import dev.maru.gateway.protocol.ProtocolException;
import dev.maru.gateway.route.Candidate;
import dev.maru.gateway.route.FailureClass;
import dev.maru.gateway.route.KeyRing;
import dev.maru.gateway.route.KeyRing.Choice;
import dev.maru.gateway.route.Lane;
import dev.maru.gateway.route.Lanes;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes a call from attempt to attempt until one answers: with another key where a key is the trouble, at the same model
 * where a moment may help, at the next candidate else. Nothing is tried again once the client has seen output.
 */
@Component
class Failover {
    /** A model that a call names itself gets one more try, and only where the first one cannot have been worked on. */
    private static final int DIRECT_TRIES = 2;

    private static final int MOST_DIRECT_ATTEMPTS = 8;
    private static final int LONGEST_HEADER = 1_000;
    private static final int UNAUTHORIZED = 401;
    /** The provider, or what stands before it, did not take the request up. */
    private static final Set<Integer> OVERLOADED = Set.of(502, 503, 529);

    private static final Duration FORBIDDEN_REST = Duration.ofMinutes(1);
    private static final Duration USUAL_REST = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Attempts attempts;
    private final Providers providers;
    private final Lanes lanes;
    private final KeyRing keys;
    private final KeyRefusals refusals;
    private final WakeUp wakeUp;

    Failover(Attempts attempts, Providers providers, Lanes lanes, KeyRing keys, KeyRefusals refusals, WakeUp wakeUp) {
        this.attempts = attempts;
        this.providers = providers;
        this.lanes = lanes;
        this.keys = keys;
        this.refusals = refusals;
        this.wakeUp = wakeUp;
    }

    /** Makes the call; returns the error of the last attempt, null if it answered. */
    @Nullable
    CallError run(PlannedCall call, CallCourse course, ClientSide client) {
        return new Run(call, course, client).run();
    }

    /** What to do after an attempt. */
    private enum Next {
        STOP,
        /** At the same model, perhaps with another key. */
        AGAIN,
        ONWARD
    }

    private final class Run {
        private final PlannedCall call;
        private final CallCourse course;
        private final ClientSide client;
        private final TenantId tenant;
        private final int mostAttempts;
        private final int tries;
        private final Set<ConnectionKeyId> triedKeys = new HashSet<>();
        private int number;
        private boolean tried;
        private final WakeUp.Waking waking;
        private int failuresHere;
        private @Nullable CallError error;
        private FailureClass failure = FailureClass.CONNECTION;

        Run(PlannedCall call, CallCourse course, ClientSide client) {
            this.call = call;
            this.course = course;
            this.client = client;
            this.tenant = call.caller().tenant();
            this.waking = wakeUp.of(call, client);
            var plan = call.plan();
            this.mostAttempts = plan == null ? MOST_DIRECT_ATTEMPTS : plan.mostAttempts();
            this.tries = plan == null ? DIRECT_TRIES : plan.tries();
        }

        @Nullable
        CallError run() {
            for (int index = 0; index < call.candidates().size(); index++) {
                var candidate = call.candidates().get(index);
                if (!tried ? !candidate.onlyAfter().isEmpty() : !candidate.takesOver(failure)) {
                    continue;
                }
                if (tried && error != null && System.nanoTime() - call.deadlineNanos() >= 0) {
                    return error;
                }
                tried = true;
                if (at(candidate, index)) {
                    return error;
                }
            }
            return error;
        }

        /** Tries one candidate; true if the call is over. */
        private boolean at(Candidate candidate, int index) {
            failuresHere = 0;
            triedKeys.clear();
            while (number < mostAttempts) {
                var next = switch (keys.choose(candidate.model(), triedKeys)) {
                    case Choice.Use(var key) -> attempt(candidate, key, index);
                    case Choice.Resting resting -> rested(candidate, resting, index);
                    case Choice.Exhausted() -> exhausted(candidate);
                };
                if (next != Next.AGAIN) {
                    return next == Next.STOP;
                }
            }
            return true;
        }

        private Next attempt(Candidate candidate, @Nullable SealedKey key, int index) {
            var provider = providers.of(candidate.model().connection().kind());
            Try prepared;
            try {
                prepared = call.upstream().attempt(call, number + 1, provider, waking.explained(candidate), key);
            } catch (ProtocolException e) {
                return unfit(CallError.of(RequestEnvelope.malformed(e.field(), String.valueOf(e.getMessage()))));
            }
            var lane = lanes.of(tenant, candidate.model());
            if (!lane.begin()) {
                return full(candidate);
            }
            number++;
            client.header("maru-dropped-params", dropped(prepared));
            client.header("maru-attempts", String.valueOf(number));
            client.header("maru-model", candidate.model().qualifiedName());
            Attempts.Made made;
            try {
                made = attempts.make(prepared, client);
            } catch (PlatformException e) {
                lane.ended();
                number--;
                if (e.code() != GatewayError.MODEL_UNPRICED) {
                    throw e;
                }
                // Another target may have a price.
                return unfit(CallError.of(e));
            } catch (RuntimeException | Error e) {
                lane.ended();
                throw e;
            }
            course.attempted(made);
            note(lane, made);
            if (key != null && made.state().error() == null && keys.accept(key)) {
                refusals.accepted(tenant, key);
            }
            error = made.state().error();
            if (!made.state().canGoOn()) {
                return Next.STOP;
            }
            failure = made.state().failure();
            return after(made, key, index);
        }

        /** The candidate has no words for the request; another one may have. */
        private Next unfit(CallError refusal) {
            failure = FailureClass.MISSING;
            if (error == null) {
                error = refusal;
            }
            return Next.ONWARD;
        }

        private Next after(Attempts.Made made, @Nullable SealedKey key, int index) {
            var state = made.state();
            return switch (failure) {
                case KEY -> {
                    if (key == null) {
                        yield Next.ONWARD;
                    }
                    refused(made, key);
                    triedKeys.add(key.key().id());
                    yield Next.AGAIN;
                }
                case RATE_LIMIT -> {
                    var asked = state.retryAfter();
                    // "At once" is no answer to too many requests.
                    var rest = asked == null || asked.isZero() ? USUAL_REST : asked;
                    if (key != null) {
                        triedKeys.add(key.key().id());
                        keys.rest(made.attempt().model(), key, rest, FailureClass.RATE_LIMIT);
                        yield Next.AGAIN;
                    }
                    yield mayWait(rest, index) ? Next.AGAIN : Next.ONWARD;
                }
                case CONNECTION, SERVER, TIMEOUT -> waking.waited(made) || again(state) ? Next.AGAIN : Next.ONWARD;
                case MISSING, CONTEXT_WINDOW, CONTENT_POLICY -> Next.ONWARD;
                case REQUEST, OWN -> Next.STOP;
            };
        }

        /** A moment may help: after a pause that grows, and that differs from caller to caller. */
        private boolean again(AttemptState state) {
            failuresHere++;
            if (failuresHere >= tries || state.retryAfter() != null) {
                return false;
            }
            var safe = state.wasNotSent() || state.status() != null && OVERLOADED.contains(state.status());
            if (call.plan() == null && !safe) {
                return false;
            }
            var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failuresHere - 1, 6));
            var longest = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            return pause(Duration.ofNanos(
                    ThreadLocalRandom.current().nextLong(longest.toNanos() / 2, longest.toNanos() * 3 / 2)));
        }

        /** Every key that is left rests: for a limit of the provider's, or because it was refused a moment ago. */
        private Next rested(Candidate candidate, Choice.Resting resting, int index) {
            var key = resting.soonest();
            if (!triedKeys.contains(key.key().id()) && !othersAfter(index, resting.reason())) {
                // Nobody else is left to ask: whether to ask too soon is the client's choice, not ours.
                return attempt(candidate, key, index);
            }
            if (resting.reason() == FailureClass.RATE_LIMIT && mayWait(resting.rest(), index)) {
                triedKeys.clear();
                return Next.AGAIN;
            }
            failure = resting.reason();
            if (error == null) {
                var slug = candidate.model().connectionSlug();
                error = failure == FailureClass.KEY
                        ? UpstreamErrors.exhausted(slug)
                        : UpstreamErrors.resting(slug, resting.rest());
            }
            return Next.ONWARD;
        }

        /** A provider's wish is waited for only when nobody else is left to ask, and no longer than the route says. */
        private boolean mayWait(Duration wait, int index) {
            return !othersAfter(index, FailureClass.RATE_LIMIT)
                    && wait.compareTo(call.patience().retryAfter()) <= 0
                    && pause(wait);
        }

        private boolean othersAfter(int index, FailureClass why) {
            return call.candidates().stream().skip(index + 1L).anyMatch(candidate -> candidate.takesOver(why));
        }

        /** Its endpoint takes no more calls at the moment. */
        private Next full(Candidate candidate) {
            failure = FailureClass.RATE_LIMIT;
            if (error == null) {
                error = FullEndpoint.error(candidate.model());
            }
            return Next.ONWARD;
        }

        private Next exhausted(Candidate candidate) {
            failure = FailureClass.KEY;
            if (error == null) {
                error = UpstreamErrors.exhausted(candidate.model().connectionSlug());
            }
            return Next.ONWARD;
        }

        /** Only 401 speaks of the key as such; what else is refused may be one model or an empty account. */
        private void refused(Attempts.Made made, SealedKey key) {
            if (!Integer.valueOf(UNAUTHORIZED).equals(made.state().status())) {
                keys.rest(made.attempt().model(), key, FORBIDDEN_REST, FailureClass.KEY);
            } else if (keys.refuse(key)) {
                refusals.refused(tenant, key, "The provider answered " + UNAUTHORIZED + ".");
            }
        }

        private boolean pause(Duration time) {
            if (System.nanoTime() + time.toNanos() - call.deadlineNanos() >= 0) {
                return false;
            }
            try {
                Thread.sleep(time);
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    private static void note(Lane lane, Attempts.Made made) {
        var state = made.state();
        if (state.error() == null) {
            lane.succeeded(Math.max(0, state.firstOutputNanos() - state.startNanos()));
        } else if (state.failure().blamesEndpoint()) {
            lane.failed(System.nanoTime());
        } else {
            lane.ended();
        }
    }

    private static @Nullable String dropped(Try attempt) {
        var names = attempt.prepared().dropped();
        if (names.isEmpty()) {
            return null;
        }
        // The names are the client's own, of any length and of any letters.
        var header = String.join(",", names).replaceAll("[^A-Za-z0-9_.,\\[\\]-]", "?");
        return header.length() <= LONGEST_HEADER ? header : header.substring(0, LONGEST_HEADER) + "...";
    }

    /** Headers that tell a client when a rested key is back. */
    static Map<String, String> backIn(Duration wait) {
        return Map.of(
                "Retry-After", String.valueOf(Math.max(1, (wait.toMillis() + 999) / 1_000)),
                "retry-after-ms", String.valueOf(Math.max(1, wait.toMillis())));
    }
}
