package dev.maru.access.identity;

import dev.maru.core.id.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A browser in which a person is signed in. */
public record UserSession(
        SessionId id,
        @Nullable String userAgent,
        @Nullable String address,
        Instant createdAt,
        Instant lastSeenAt,
        Instant expiresAt) {}
