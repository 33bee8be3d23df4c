package dev.maru.access;

import dev.maru.core.id.UserId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.Scope;
import java.util.Collection;
import java.util.Set;

/** Nobody hands out more than they have. */
final class RightsCheck {
    private RightsCheck() {}

    static void requireAtLeast(Caller caller, Role role) {
        requireAll(caller, role.permissions(), "role " + role.wireName());
    }

    static void requireAtLeast(Caller caller, Collection<Scope> scopes) {
        for (var scope : scopes) {
            requireAll(caller, scope.permissions(), "scope " + scope.wireName());
        }
    }

    private static void requireAll(Caller caller, Set<Permission> wanted, String what) {
        if (!caller.permissions().containsAll(wanted)) {
            throw new PlatformException(
                    AccessError.RIGHTS_EXCEEDED,
                    "The " + what + " holds rights that you do not have; ask somebody who has them.");
        }
    }

    /** The person who acts; some things a key or a job cannot do. */
    static UserId requirePerson(Caller caller) {
        if (caller.actor() instanceof Actor.Person person) {
            return person.userId();
        }
        throw new PlatformException(AccessError.RIGHTS_EXCEEDED, "Only a person can do this; sign in.");
    }
}
