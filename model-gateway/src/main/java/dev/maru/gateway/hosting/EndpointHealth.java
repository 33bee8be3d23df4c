package dev.maru.gateway.hosting;

import dev.maru.core.id.ConnectionId;
import dev.maru.gateway.provider.ListedModel;
import java.time.Instant;
import java.util.List;

/**
 * The last state of an endpoint that any replica saw.
 *
 * @param sentence what is wrong, empty if nothing is
 * @param models that it lists, adapters with the model that they change
 */
public record EndpointHealth(
        ConnectionId connection,
        EndpointStatus status,
        Instant since,
        Instant checkedAt,
        EngineMetrics metrics,
        String sentence,
        List<ListedModel> models) {
    public EndpointHealth {
        models = List.copyOf(models);
    }
}
