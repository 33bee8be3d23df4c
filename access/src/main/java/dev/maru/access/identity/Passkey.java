package dev.maru.access.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A passkey of a person; {@code id} is its credential id in base64url. */
public record Passkey(
        String id,
        String label,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {}
