package dev.maru.core.tenancy;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.UserId;

/** Who acts: a person, an API key, or a job of the installation itself. */
public sealed interface Actor {
    /** The name people know the actor by. */
    String name();

    record Person(UserId userId, String name) implements Actor {}

    record Key(ApiKeyId apiKeyId, String name) implements Actor {}

    record Platform(String name) implements Actor {}
}
