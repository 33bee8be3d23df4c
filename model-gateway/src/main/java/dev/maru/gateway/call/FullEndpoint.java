package dev.maru.gateway.call;

import dev.maru.gateway.catalog.CallableModel;
import dev.maru.gateway.route.FailureClass;
import java.time.Duration;

/** What a client hears whose call found no room at a self-hosted endpoint, nor anywhere else. */
final class FullEndpoint {
    /** Calls end all the time; a client that comes back this soon has a fair chance. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private FullEndpoint() {}

    static CallError error(CallableModel model) {
        var hosting = model.connection().hosting();
        var most = hosting == null ? null : hosting.maxConcurrency();
        return new CallError(
                429,
                "The endpoint behind the connection \"" + model.connectionSlug() + "\" is at its limit of "
                        + (most == null ? "" : most + " ")
                        + "requests at a time. Try again in a moment.",
                "rate_limit_error",
                null,
                "endpoint_full",
                Failover.backIn(SOON),
                null,
                FailureClass.RATE_LIMIT);
    }
}
