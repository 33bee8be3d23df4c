package dev.maru.core.tenancy;

/** What a route or a service can ask of a caller. */
public enum Permission {
    READ_PROMPTS,
    WRITE_PROMPTS,
    RELEASE_PROMPTS,
    /** Who may write where and what a release takes: protections, and what they forbid to others. */
    MANAGE_PROMPTS,
    CALL_MODELS,
    READ_MODELS,
    MANAGE_MODELS,
    READ_CALLS,
    /** Sends spans of an application; it spends nothing and reads nothing. */
    WRITE_TRACES,
    /** Prompts and outputs as they went over the wire, apart from the facts about a call. */
    READ_PAYLOADS,
    READ_KEYS,
    MANAGE_KEYS,
    READ_MEMBERS,
    MANAGE_MEMBERS,
    READ_PROJECTS,
    MANAGE_PROJECTS,
    /** What tells other programs of changes; their addresses often hold a secret, so reading takes this too. */
    MANAGE_WEBHOOKS,
    READ_AUDIT,
    READ_USAGE,
    /** What may be used and spent: limits and budgets. */
    MANAGE_BUDGETS,
    MANAGE_TENANT,
    /** The installation itself: tenants, shared connections, health. Held by operators, never by a role of a tenant. */
    OPERATE
}
