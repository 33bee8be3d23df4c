package dev.maru.access;

import dev.maru.core.id.UserId;
import java.time.Instant;
import java.util.List;

/** A person in a tenant. */
public record Member(
        UserId id,
        long version,
        String email,
        String name,
        AccessState state,
        List<RoleGrant> roles,
        Instant joinedAt) {
    public Member {
        roles = List.copyOf(roles);
    }
}
