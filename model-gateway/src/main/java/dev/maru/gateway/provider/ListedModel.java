package dev.maru.gateway.provider;

import org.jspecify.annotations.Nullable;

/**
 * A model in a provider's list.
 *
 * @param parent the id of the model that it is an adapter of (LoRA), null if it is none or nobody says
 */
public record ListedModel(String id, @Nullable String parent) {
    public static ListedModel of(String id) {
        return new ListedModel(id, null);
    }
}
