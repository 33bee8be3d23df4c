package dev.maru.access;

import dev.maru.core.id.TenantId;
import dev.maru.core.id.UserId;
import dev.maru.platform.change.ChangeKind;

/** The kinds of change that the directories in memory listen to. */
public final class AccessChange {
    /** A tenant's state, name, projects, members or roles. */
    public static final ChangeKind TENANT = new ChangeKind("access");

    /** A tenant's API keys. */
    public static final ChangeKind KEYS = new ChangeKind("access-keys");

    /** A person's state, profile or ended sessions. */
    public static final ChangeKind PERSON = new ChangeKind("access-person");

    private AccessChange() {}

    /** The feed names what changed by one id; for {@link #PERSON} that is the person, who belongs to no tenant. */
    public static TenantId subject(UserId user) {
        return new TenantId(user.value());
    }
}
