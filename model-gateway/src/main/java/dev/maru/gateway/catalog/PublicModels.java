package dev.maru.gateway.catalog;

import java.util.Set;

/**
 * Names of models that tell of nobody: those that providers sell to all and that come with this program. Names that people
 * give, as to a fine-tuned model, often say whose it is.
 */
public record PublicModels(Set<String> names) {
    public PublicModels {
        names = Set.copyOf(names);
    }

    public boolean knows(String upstreamId) {
        return names.contains(upstreamId);
    }
}
