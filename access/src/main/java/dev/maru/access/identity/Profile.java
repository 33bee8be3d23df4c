package dev.maru.access.identity;

import dev.maru.core.id.UserId;

/** A person as they see themselves. */
public record Profile(UserId id, long version, String email, boolean operator, boolean hasPassword, ProfileData data) {}
