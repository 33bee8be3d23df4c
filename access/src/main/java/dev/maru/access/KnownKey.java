package dev.maru.access;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Permission;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A key as each request needs it; made once and kept in memory by the digest of its secret. */
record KnownKey(
        TenantId tenant,
        ProjectId project,
        Actor.Key actor,
        Set<Permission> permissions,
        Set<IpRange> ipRanges,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        byte[] digest) {
    KnownKey {
        permissions = Set.copyOf(permissions);
        ipRanges = Set.copyOf(ipRanges);
    }

    static KnownKey of(TenantId tenant, ApiKey key, byte[] digest) {
        var permissions = EnumSet.noneOf(Permission.class);
        key.data().scopes().forEach(scope -> permissions.addAll(scope.permissions()));
        return new KnownKey(
                tenant,
                key.project(),
                new Actor.Key(key.id(), key.data().name(), key.data().models()),
                permissions,
                key.data().ipRanges(),
                key.data().expiresAt(),
                key.revokedAt(),
                digest);
    }

    ApiKeyId id() {
        return actor.apiKeyId();
    }

    boolean isUsable(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    boolean admits(@Nullable String address) {
        return ipRanges.isEmpty() || (address != null && ipRanges.stream().anyMatch(range -> range.contains(address)));
    }
}
