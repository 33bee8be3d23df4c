package dev.maru.core.tenancy;

import static dev.maru.core.tenancy.Permission.*;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The permission table of people: what a member may do in a tenant, or in one project of it. */
public enum Role {
    OWNER(EnumSet.complementOf(EnumSet.of(OPERATE))),
    ADMIN(EnumSet.complementOf(EnumSet.of(OPERATE, MANAGE_TENANT))),
    EDITOR(EnumSet.of(
            READ_PROMPTS,
            WRITE_PROMPTS,
            RELEASE_PROMPTS,
            CALL_MODELS,
            READ_MODELS,
            READ_CALLS,
            WRITE_TRACES,
            READ_PAYLOADS,
            READ_KEYS,
            READ_MEMBERS,
            READ_PROJECTS,
            READ_USAGE)),
    VIEWER(EnumSet.of(READ_PROMPTS, READ_MODELS, READ_CALLS, READ_MEMBERS, READ_PROJECTS, READ_USAGE)),
    BILLING(EnumSet.of(READ_MEMBERS, READ_PROJECTS, READ_USAGE));

    private final Set<Permission> permissions;

    Role(Set<Permission> permissions) {
        this.permissions = Set.copyOf(permissions);
    }

    public Set<Permission> permissions() {
        return permissions;
    }

    /** The name in the database and on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Role ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
