package dev.maru.gateway.catalog;

import java.util.List;

/**
 * A provider that this machine offers without anybody typing anything.
 *
 * @param id what {@link ConnectionService#adopt} takes
 * @param source the port that answers, or the name of the environment variable that holds a key
 * @param models known for local engines; a provider behind a key is asked when it is adopted
 * @param adopted the tenant has a connection with this base URL already
 */
public record DiscoveredEndpoint(
        String id, Kind kind, String name, String baseUrl, String source, List<String> models, boolean adopted) {
    public DiscoveredEndpoint {
        models = List.copyOf(models);
    }

    /** Where it was found. */
    public enum Kind {
        LOCAL,
        ENVIRONMENT
    }
}
