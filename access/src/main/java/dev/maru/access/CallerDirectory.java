package dev.maru.access;

import dev.maru.access.TenantAccess.MemberAccess;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.RequestId;
import dev.maru.core.id.TenantId;
import dev.maru.core.id.UserId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.platform.change.SnapshotFactory;
import dev.maru.platform.change.Snapshots;
import dev.maru.platform.secret.CredentialDigest;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Turns a credential or a signed-in person into a {@link Caller}, from memory after the first use. */
@Service
public class CallerDirectory {
    private final Snapshots<TenantAccess> tenants;
    private final PersonDirectory people;
    private final ApiKeyDirectory keys;
    private final ApiKeyUse use;
    private final CredentialDigest digest;
    private final Clock clock;

    CallerDirectory(
            SnapshotFactory snapshots,
            TenantAccessQuery query,
            PersonDirectory people,
            ApiKeyDirectory keys,
            ApiKeyUse use,
            CredentialDigest digest,
            Clock clock) {
        this.tenants = snapshots.of(AccessChange.TENANT, query::load);
        this.people = people;
        this.keys = keys;
        this.use = use;
        this.digest = digest;
        this.clock = clock;
    }

    /** The caller of an API key's secret. */
    public Caller ofKey(String secret, RequestId request, @Nullable String address) {
        return admit(known(secret), request, address);
    }

    /** The caller of an API key given as id and secret, as HTTP Basic does. */
    public Caller ofKey(String keyId, String secret, RequestId request, @Nullable String address) {
        var key = known(secret);
        if (!key.id().toString().equals(keyId)) {
            throw refusedKey();
        }
        return admit(key, request, address);
    }

    private KnownKey known(String secret) {
        var wellFormed = ApiKeySecret.parse(secret).orElseThrow(CallerDirectory::refusedKey);
        var wanted = digest.of(wellFormed.value());
        var key = keys.find(wanted).orElseThrow(CallerDirectory::refusedKey);
        if (!MessageDigest.isEqual(wanted, key.digest()) || !key.isUsable(clock.instant())) {
            throw refusedKey();
        }
        return key;
    }

    private Caller admit(KnownKey key, RequestId request, @Nullable String address) {
        requireActive(tenants.get(key.tenant()));
        if (!key.admits(address)) {
            throw new PlatformException(
                    AccessError.API_KEY_ADDRESS_REFUSED,
                    "This key may not be used from " + address + "; use it from one of its IP ranges.");
        }
        use.mark(key);
        return new Caller(key.actor(), key.tenant(), key.project(), key.permissions(), request, address);
    }

    /** A person in a tenant and, where one is meant, a project of it. */
    public Caller ofPerson(
            UserId user, TenantId tenant, @Nullable ProjectId project, RequestId request, @Nullable String address) {
        var person = people.requireActive(user);
        var access = tenants.get(tenant);
        var member = access.members().get(user);
        boolean operator = person.operator();
        if (!isActive(member) && !operator) {
            throw new PlatformException(AccessError.TENANT_NOT_FOUND, "There is no such tenant, or you are not in it.");
        }
        if (!operator) {
            requireActive(access);
        }
        if (project != null && !access.projects().contains(project)) {
            throw noSuchProject();
        }
        var permissions = permissions(access, member, project, operator);
        if (project != null && permissions.isEmpty()) {
            throw noSuchProject();
        }
        return new Caller(new Actor.Person(user, person.name()), tenant, project, permissions, request, address);
    }

    /** An operator outside any tenant: may {@code OPERATE} and nothing else; {@code tenant} is the one acted on. */
    public Caller ofOperator(UserId user, TenantId tenant, RequestId request, @Nullable String address) {
        var person = people.requireOperator(user);
        return new Caller(
                new Actor.Person(user, person.name()), tenant, null, Set.of(Permission.OPERATE), request, address);
    }

    private static Set<Permission> permissions(
            TenantAccess access, @Nullable MemberAccess member, @Nullable ProjectId project, boolean operator) {
        var permissions = member != null && isActive(member) && access.state() == AccessState.ACTIVE
                ? member.permissionsIn(project)
                : EnumSet.noneOf(Permission.class);
        if (operator) {
            permissions.add(Permission.OPERATE);
        }
        return permissions;
    }

    /** Whether the caller would still be let in; cheap enough for every chunk of a running stream. */
    public boolean stillValid(Caller caller) {
        try {
            return switch (caller.actor()) {
                case Actor.Key key -> isUsable(key, caller.tenant());
                case Actor.Person person ->
                    ofPerson(person.userId(), caller.tenant(), caller.project(), caller.requestId(), caller.address())
                            .permissions()
                            .containsAll(caller.permissions());
                case Actor.Platform _ -> tenants.get(caller.tenant()).state() == AccessState.ACTIVE;
            };
        } catch (PlatformException e) {
            // A fault of our own ends no stream; only a refusal does.
            return e.code() == CoreError.TEMPORARILY_UNAVAILABLE;
        }
    }

    private boolean isUsable(Actor.Key actor, TenantId tenant) {
        return tenants.get(tenant).state() == AccessState.ACTIVE
                && keys.find(actor.apiKeyId())
                        .filter(key -> key.isUsable(clock.instant()))
                        .isPresent();
    }

    private static boolean isActive(@Nullable MemberAccess member) {
        return member != null && member.state() == AccessState.ACTIVE;
    }

    private static void requireActive(TenantAccess access) {
        if (access.state() != AccessState.ACTIVE) {
            throw new PlatformException(
                    AccessError.TENANT_SUSPENDED, "This tenant is suspended; ask the operator to resume it.");
        }
    }

    private static PlatformException refusedKey() {
        return new PlatformException(
                CoreError.UNAUTHENTICATED, "This API key is unknown, revoked or expired; use a valid one.");
    }

    private static PlatformException noSuchProject() {
        return new PlatformException(AccessError.PROJECT_NOT_FOUND, "There is no such project in this tenant.");
    }
}
