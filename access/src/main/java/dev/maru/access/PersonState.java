package dev.maru.access;

import dev.maru.core.id.SessionId;
import dev.maru.core.id.UserId;
import java.util.Set;

/**
 * What is known in memory about a person.
 *
 * @param endedSessions sessions that were revoked and would otherwise still be young enough
 */
public record PersonState(
        UserId id, AccessState state, boolean operator, String name, String locale, Set<SessionId> endedSessions) {
    public PersonState {
        endedSessions = Set.copyOf(endedSessions);
    }

    public boolean isActive() {
        return state == AccessState.ACTIVE;
    }
}
