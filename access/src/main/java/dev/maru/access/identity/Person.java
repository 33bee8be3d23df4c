package dev.maru.access.identity;

import dev.maru.access.AccessState;
import dev.maru.core.id.UserId;
import java.time.Instant;

/** A person, as operators see them. */
public record Person(UserId id, String email, String name, AccessState state, boolean operator, Instant createdAt) {}
