package dev.maru.core.tenancy;

import static dev.maru.core.tenancy.Permission.*;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The permission table of API keys: what a key with a scope may do in its project. */
public enum Scope {
    CALL("call", Set.of(CALL_MODELS, READ_MODELS, WRITE_TRACES)),
    TRACES_WRITE("traces:write", Set.of(WRITE_TRACES)),
    PROMPTS_READ("prompts:read", Set.of(READ_PROMPTS)),
    PROMPTS_WRITE("prompts:write", Set.of(READ_PROMPTS, WRITE_PROMPTS, RELEASE_PROMPTS)),
    MANAGE(
            "manage",
            Set.of(
                    READ_MODELS,
                    MANAGE_MODELS,
                    READ_CALLS,
                    READ_KEYS,
                    MANAGE_KEYS,
                    READ_MEMBERS,
                    READ_PROJECTS,
                    READ_AUDIT,
                    READ_USAGE));

    private final String wireName;
    private final Set<Permission> permissions;

    Scope(String wireName, Set<Permission> permissions) {
        this.wireName = wireName;
        this.permissions = permissions;
    }

    public String wireName() {
        return wireName;
    }

    public Set<Permission> permissions() {
        return permissions;
    }

    public static Optional<Scope> ofWireName(String name) {
        return Stream.of(values()).filter(scope -> scope.wireName.equals(name)).findFirst();
    }
}
