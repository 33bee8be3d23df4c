package dev.maru.gateway.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The models that a tenant can call, in memory; how a name in a call finds its model. */
public final class CatalogSnapshot {
    private final Map<String, CallableModel> byQualifiedName = new LinkedHashMap<>();
    private final Map<String, List<CallableModel>> byUpstreamId = new LinkedHashMap<>();

    private final List<CallableConnection> endpoints;

    /** @param endpoints the connections that lead to machines of the tenant's own */
    CatalogSnapshot(List<CallableModel> models, List<CallableConnection> endpoints) {
        this.endpoints = List.copyOf(endpoints);
        for (var model : models) {
            byQualifiedName.put(model.qualifiedName(), model);
            byUpstreamId
                    .computeIfAbsent(model.upstreamId(), id -> new ArrayList<>())
                    .add(model);
        }
    }

    /** What a name in a call means. */
    public sealed interface Resolution {
        record Found(CallableModel model) implements Resolution {}

        /** More than one connection offers the id. */
        record Ambiguous(List<String> choices) implements Resolution {}

        record Unknown() implements Resolution {}
    }

    /** {@code <connection>/<upstream id>} always works; an upstream id alone only if one connection offers it. */
    public Resolution resolve(String name) {
        var qualified = byQualifiedName.get(name);
        if (qualified != null) {
            return new Resolution.Found(qualified);
        }
        var candidates = byUpstreamId.getOrDefault(name, List.of());
        return switch (candidates.size()) {
            case 0 -> new Resolution.Unknown();
            case 1 -> new Resolution.Found(candidates.getFirst());
            default ->
                new Resolution.Ambiguous(candidates.stream()
                        .map(CallableModel::qualifiedName)
                        .sorted()
                        .toList());
        };
    }

    /** The enabled connections that lead to machines of the tenant's own. */
    public List<CallableConnection> endpoints() {
        return endpoints;
    }

    /** Every model, in the order of the catalogue. */
    public List<CallableModel> models() {
        return List.copyOf(byQualifiedName.values());
    }
}
