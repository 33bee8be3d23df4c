package dev.maru.gateway.call;

import dev.maru.gateway.catalog.CallableModel;
import dev.maru.gateway.catalog.SealedKey;
import dev.maru.gateway.provider.ProviderBody;
import dev.maru.gateway.route.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a call, ready to be made.
 *
 * @param number counts the call's attempts from 1
 * @param key null if the connection has none
 */
record Try(
        PlannedCall call,
        int number,
        Candidate candidate,
        @Nullable SealedKey key,
        ProviderBody body,
        Translation.Prepared prepared) {
    CallableModel model() {
        return candidate.model();
    }

    Meter meter() {
        return prepared.meter();
    }

    String slug() {
        return candidate.model().connectionSlug();
    }
}
