package dev.maru.access;

import dev.maru.core.id.TenantId;
import java.time.Instant;

/** One customer organisation: the unit of isolation, billing and quota. */
public record Tenant(TenantId id, long version, Slug slug, String name, AccessState state, Instant createdAt) {}
