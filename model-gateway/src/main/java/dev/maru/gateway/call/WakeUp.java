package dev.maru.gateway.call;

import dev.maru.gateway.hosting.Wakings;
import dev.maru.gateway.route.Candidate;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets a call wait for an endpoint that it found asleep, and says so in the answer and in the call's attempts. */
@Component
class WakeUp {
    /** Who stands before a sleeping endpoint says so with one of these. */
    private static final Set<Integer> ASLEEP = Set.of(502, 503);

    private final Wakings wakings;

    WakeUp(Wakings wakings) {
        this.wakings = wakings;
    }

    Waking of(PlannedCall call, ClientSide client) {
        return new Waking(call, client);
    }

    /** The waits of one call. */
    final class Waking {
        private final PlannedCall call;
        private final ClientSide client;
        private long waitedNanos;
        private @Nullable Candidate woken;
        private @Nullable String how;

        private Waking(PlannedCall call, ClientSide client) {
            this.call = call;
            this.client = client;
        }

        /** Waits if the attempt failed because its endpoint sleeps; true if it has woken up and can be tried again. */
        boolean waited(Attempts.Made made) {
            var connection = made.attempt().model().connection();
            var hosting = connection.hosting();
            if (hosting == null || !hosting.maySleep() || !looksAsleep(made.state())) {
                return false;
            }
            var left = Duration.ofNanos(call.deadlineNanos() - System.nanoTime());
            var from = System.nanoTime();
            var awake = wakings.await(
                    call.caller().tenant(), connection, left.compareTo(hosting.wakeUp()) < 0 ? left : hosting.wakeUp());
            waitedNanos += System.nanoTime() - from;
            var millis = Duration.ofNanos(waitedNanos).toMillis();
            if (awake) {
                woken = made.attempt().candidate();
                how = "; woke up within " + millis + " ms";
            }
            client.header("maru-wake-up-ms", String.valueOf(millis));
            return awake;
        }

        /** Nothing took the connection, or what stands before the endpoint has nobody to pass the call to. */
        private static boolean looksAsleep(AttemptState state) {
            var error = state.error();
            var refused = error != null && "egress_refused".equals(error.code());
            return state.wasNotSent() && !refused || state.status() != null && ASLEEP.contains(state.status());
        }

        /** The candidate, with the wait in its reason if it was waited for. */
        Candidate explained(Candidate candidate) {
            return how == null || woken == null || !woken.model().equals(candidate.model())
                    ? candidate
                    : new Candidate(candidate.model(), candidate.reason() + how, candidate.onlyAfter());
        }
    }
}
