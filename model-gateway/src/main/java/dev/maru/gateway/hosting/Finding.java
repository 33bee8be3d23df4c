package dev.maru.gateway.hosting;

import dev.maru.gateway.provider.ListedModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a look at an endpoint found.
 *
 * @param sentence what is wrong, empty if nothing is
 * @param models null if they were not asked for
 */
record Finding(
        EndpointStatus status,
        String sentence,
        EngineMetrics metrics,
        @Nullable List<ListedModel> models) {
    static Finding of(EndpointStatus status) {
        return new Finding(status, "", EngineMetrics.NONE, null);
    }

    static Finding down(String sentence) {
        return new Finding(EndpointStatus.DOWN, sentence, EngineMetrics.NONE, null);
    }
}
