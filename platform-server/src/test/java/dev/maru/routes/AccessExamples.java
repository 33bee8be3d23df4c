package dev.maru.routes;

import static dev.maru.routes.Example.plain;

import dev.maru.access.EmailAddress;
import dev.maru.access.InvitationService;
import dev.maru.access.MemberService;
import dev.maru.access.ProjectService;
import dev.maru.access.RoleGrant;
import dev.maru.access.TenantService;
import dev.maru.access.identity.ProfileService;
import dev.maru.access.identity.SessionService;
import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.Scope;
import dev.maru.e2e.RunningMaru;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One's own things, and tenants, projects, members, invitations, keys and the audit trail. */
final class AccessExamples {
    private static final String TENANT = "/api/tenants/{tenant}";
    private static final String PROJECTS = TENANT + "/projects";
    private static final String PROJECT = PROJECTS + "/{project}";
    private static final String MEMBERS = TENANT + "/members";
    private static final String INVITATIONS = TENANT + "/invitations";
    private static final String KEYS = PROJECT + "/keys";

    private final RunningMaru maru;
    private final Settler settler;

    AccessExamples(RunningMaru maru, Settler settler) {
        this.maru = maru;
        this.settler = settler;
    }

    void addTo(Examples examples) {
        addOwnThings(examples);
        addTenants(examples);
        addMembers(examples);
        addKeys(examples);
    }

    private void addOwnThings(Examples examples) {
        examples.add("GET /api/me", plain().shows("owner"))
                .add(
                        "PATCH /api/me",
                        plain().body(place -> Map.of("version", profile(place), "theme", "dark"))
                                .shows("owner"))
                .add("GET /api/me/passkeys", plain().shows("passkey"))
                .add(
                        "DELETE /api/me/passkeys/{passkey}",
                        plain().at("passkey", place -> place.twin().passkey())
                                .spare("passkey", place -> settler.passkey(owner(place), "spare")))
                .add("GET /api/me/sessions", plain().shows("browser"))
                .add(
                        "DELETE /api/me/sessions/{session}",
                        plain().at("session", place -> place.twin().session().toString())
                                .spare(
                                        "session",
                                        place -> maru.bean(SessionService.class)
                                                .begin(owner(place), "spare", null)
                                                .toString()))
                .add(
                        "POST /api/me/password",
                        plain().body(place -> Map.of(
                                "current",
                                place.twin().owner().password(),
                                "password",
                                place.twin().owner().password())));
    }

    private void addTenants(Examples examples) {
        examples.add("GET /api/tenants", plain().shows("tenant", "project"))
                .add(
                        "POST /api/tenants",
                        plain().body(place ->
                                        Map.of("name", place.twin().marker().of("made")))
                                .answers(403))
                .add("GET " + TENANT, plain().shows("tenant"))
                .add(
                        "PATCH " + TENANT,
                        plain().body(place -> Map.of(
                                        "version",
                                        maru.bean(TenantService.class)
                                                .get(settler.owner(place.twin(), null))
                                                .version(),
                                        "name",
                                        place.twin().marker().of("tenant")))
                                .shows("tenant"))
                .add("POST " + TENANT + "/suspend", plain())
                .add("POST " + TENANT + "/resume", plain())
                .add(
                        "GET " + TENANT + "/audit",
                        plain().query(place -> "limit=200").shows("prompt", "key"),
                        plain().query(place -> "target=" + place.keyId())
                                .shows("key")
                                .asksFor(other -> "target=" + other.keyId(), 200))
                .add("GET " + TENANT + "/audit/verify", plain())
                .add("GET " + PROJECTS, plain().shows("project"))
                .add(
                        "POST " + PROJECTS,
                        plain().body(place -> Map.of(
                                        "name", settler.unused(place.twin().marker(), "made")))
                                .shows("made"))
                .add("GET " + PROJECT, plain().shows("project"))
                .add(
                        "PATCH " + PROJECT,
                        plain().body(place -> Map.of(
                                        "version",
                                        maru.bean(ProjectService.class)
                                                .get(settler.owner(place), place.project())
                                                .version(),
                                        "name",
                                        place.marker().of("project")))
                                .shows("project"));
    }

    private void addMembers(Examples examples) {
        examples.add("GET " + MEMBERS, plain().shows("owner", "member"))
                .add("GET " + MEMBERS + "/{user}", member(plain()).shows("member"))
                .add(
                        "PATCH " + MEMBERS + "/{user}",
                        member(plain()).body(place -> Map.of("state", "active")).shows("member"),
                        member(plain())
                                .body(place -> roles(place, null))
                                .shows("member")
                                .refersToTenant(other -> roles(other, other), 422))
                .add("DELETE " + MEMBERS + "/{user}", member(plain()).spare("user", this::freshMember))
                .add("POST " + MEMBERS + "/{user}/password-link", member(plain()))
                .add("GET " + INVITATIONS, plain().shows("invited"))
                .add(
                        "POST " + INVITATIONS,
                        plain().body(place -> Map.of("email", freshEmail(place), "role", "viewer"))
                                .shows("made")
                                .refersToTenant(
                                        other -> Map.of(
                                                "email",
                                                "somebody@example.com",
                                                "role",
                                                "viewer",
                                                "project",
                                                other.project().toString()),
                                        422))
                .add(
                        "DELETE " + INVITATIONS + "/{invitation}",
                        plain().at(
                                        "invitation",
                                        place -> place.twin().invitation().toString())
                                .spare("invitation", this::freshInvitation));
    }

    private void addKeys(Examples examples) {
        examples.add("GET " + KEYS, plain().shows("key"))
                .add(
                        "POST " + KEYS,
                        plain().body(place ->
                                        Map.of("name", place.marker().of("made"), "scopes", List.of("prompts:read")))
                                .shows("made"))
                .add("GET " + KEYS + "/{key}", key(plain()).shows("key"))
                .add("DELETE " + KEYS + "/{key}", key(plain()).spare("key", this::freshKey))
                .add("POST " + KEYS + "/{key}/rotate", key(plain()).spare("key", this::freshKey));
    }

    private static Example member(Example example) {
        return example.at("user", place -> place.twin().member().id().toString());
    }

    private static Example key(Example example) {
        return example.at("key", place -> place.keyId().toString());
    }

    private static UserId owner(Place place) {
        return place.twin().owner().id();
    }

    private long profile(Place place) {
        return maru.bean(ProfileService.class).get(owner(place)).version();
    }

    /** @param where whose project the role is for, null for the whole tenant */
    private Map<String, Object> roles(Place place, @Nullable Place where) {
        var version = maru.bean(MemberService.class)
                .get(settler.owner(place.twin(), null), place.twin().member().id())
                .version();
        var role = where == null
                ? Map.of("role", "viewer")
                : Map.of("role", "viewer", "project", where.project().toString());
        return Map.of("version", version, "roles", List.of(role));
    }

    private String freshEmail(Place place) {
        return settler.unused(place.twin().marker(), "made") + "@example.com";
    }

    private String freshMember(Place place) {
        var name = settler.unused(place.twin().marker(), "spare");
        var inviter = settler.owner(place.twin(), null);
        return settler.join(inviter, name, RoleGrant.everywhere(Role.VIEWER))
                .id()
                .toString();
    }

    private String freshInvitation(Place place) {
        return maru.bean(InvitationService.class)
                .create(
                        settler.owner(place.twin(), null),
                        new EmailAddress(freshEmail(place)),
                        RoleGrant.everywhere(Role.VIEWER))
                .invitation()
                .id()
                .toString();
    }

    private String freshKey(Place place) {
        return settler.key(settler.owner(place), settler.unused(place.marker(), "spare"), Scope.PROMPTS_READ)
                .key()
                .id()
                .toString();
    }
}
