package dev.maru.core.tenancy;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.UserId;
import java.util.Set;

/** Who acts: a person, an API key, or a job of the installation itself. */
public sealed interface Actor {
    /** The name people know the actor by. */
    String name();

    record Person(UserId userId, String name) implements Actor {}

    /** @param models the only models that the key may call; empty means every model of its project */
    record Key(ApiKeyId apiKeyId, String name, Set<String> models) implements Actor {
        public Key {
            models = Set.copyOf(models);
        }
    }

    record Platform(String name) implements Actor {}
}
