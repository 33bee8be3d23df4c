package dev.maru.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.access.app.RunningAccess;
import dev.maru.access.identity.JoiningService;
import dev.maru.access.identity.PeopleService;
import dev.maru.access.identity.ProfileData;
import dev.maru.core.id.UserId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.ErrorCode;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Role;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@DatabaseTest
class MembershipIT {
    private static final String PASSWORD = "a long enough pass phrase";
    private static TestDatabase database;
    private static RunningAccess access;
    private static MemberService members;
    private static InvitationService invitations;
    private static JoiningService joining;

    @BeforeAll
    static void start(TestDatabase fresh) {
        database = fresh;
        access = RunningAccess.on(fresh);
        members = access.bean(MemberService.class);
        invitations = access.bean(InvitationService.class);
        joining = access.bean(JoiningService.class);
    }

    @AfterAll
    static void stop() {
        access.close();
    }

    @Test
    void keepsTheLastOwner() {
        var tenant = TestTenants.create(database, "last-owner");
        var owner = owner(tenant);
        var viewer = Set.of(RoleGrant.everywhere(Role.VIEWER));

        refuses(AccessError.LAST_OWNER, () -> members.remove(owner, tenant.owner()));
        refuses(AccessError.LAST_OWNER, () -> members.suspend(owner, tenant.owner()));
        refuses(AccessError.LAST_OWNER, () -> members.changeRoles(owner, tenant.owner(), 0, viewer));

        TestTenants.addMember(database, tenant.tenant(), "second@last-owner.example", Role.OWNER);
        members.remove(owner, tenant.owner());
        assertThat(members.list(owner)).hasSize(1);
    }

    @Test
    void keepsOneOwnerWhenTwoRemoveEachOtherAtOnce() throws Exception {
        var tenant = TestTenants.create(database, "two-owners");
        var second = TestTenants.addMember(database, tenant.tenant(), "second@two.example", Role.OWNER);
        var owner = owner(tenant);

        var removed = inParallel(() -> remove(owner, second), () -> remove(owner, tenant.owner()));

        assertThat(removed).containsExactlyInAnyOrder(true, false);
        assertThat(members.list(owner)).hasSize(1);
    }

    @Test
    void letsNobodyGiveOrTakeMoreThanTheyHave() {
        var tenant = TestTenants.create(database, "escalation");
        var admin = tenant.caller(Role.ADMIN);
        var editor = TestTenants.addMember(database, tenant.tenant(), "ed@escalation.example", Role.EDITOR);
        var owners = Set.of(RoleGrant.everywhere(Role.OWNER));

        refuses(AccessError.RIGHTS_EXCEEDED, () -> members.changeRoles(admin, editor, 0, owners));
        refuses(AccessError.RIGHTS_EXCEEDED, () -> members.remove(admin, tenant.owner()));
        refuses(
                AccessError.RIGHTS_EXCEEDED,
                () -> invitations.create(admin, new EmailAddress("new@example.com"), RoleGrant.everywhere(Role.OWNER)));
        refuses(CoreError.FORBIDDEN, () -> members.remove(tenant.caller(Role.EDITOR), editor));
    }

    @Test
    void changesRolesOfAMemberThatNobodyElseChangedMeanwhile() {
        var tenant = TestTenants.create(database, "versions");
        var editor = TestTenants.addMember(database, tenant.tenant(), "ed@versions.example", Role.EDITOR);
        var inProject = new RoleGrant(Role.VIEWER, tenant.project());

        var changed = members.changeRoles(owner(tenant), editor, 0, Set.of(inProject));

        assertThat(changed.roles()).containsExactly(inProject);
        refuses(
                CoreError.STALE_VERSION,
                () -> members.changeRoles(owner(tenant), editor, 0, Set.of(RoleGrant.everywhere(Role.ADMIN))));
    }

    @Test
    void acceptsAnInvitationOnceEvenAtTheSameMoment() throws Exception {
        var tenant = TestTenants.create(database, "once");
        var token = token(invitations.create(
                owner(tenant), new EmailAddress("new@once.example"), RoleGrant.everywhere(Role.EDITOR)));

        var joined = inParallel(() -> join(token, "Ann"), () -> join(token, "Bob"));

        assertThat(joined).containsExactlyInAnyOrder(true, false);
        refuses(AccessError.INVITATION_UNUSABLE, () -> invitations.open(token));
    }

    @Test
    void refusesMissingRevokedAndExpiredInvitations() {
        var tenant = TestTenants.create(database, "unusable");
        var revoked = invitations.create(
                owner(tenant), new EmailAddress("a@unusable.example"), RoleGrant.everywhere(Role.VIEWER));
        invitations.revoke(owner(tenant), revoked.invitation().id());
        var expired = invitations.create(
                owner(tenant), new EmailAddress("b@unusable.example"), RoleGrant.everywhere(Role.VIEWER));
        database.execute("update access.invitation set expires_at = now() - interval '1 second' where email ='"
                + expired.invitation().email() + "'");

        for (@Nullable String token : new @Nullable String[] {null, "", "null", token(revoked), token(expired)}) {
            refuses(AccessError.INVITATION_UNUSABLE, () -> invitations.open(token));
            refuses(AccessError.INVITATION_UNUSABLE, () -> joining.join(token, ProfileData.of("Eve"), PASSWORD));
            refuses(AccessError.INVITATION_UNUSABLE, () -> joining.join(token, tenant.owner()));
        }
    }

    @Test
    void asksWhoeverHasAnAccountToSignIn() {
        var tenant = TestTenants.create(database, "existing");
        var other = TestTenants.create(database, "existing-other");
        var token = token(invitations.create(
                owner(tenant), new EmailAddress("owner@existing-other.example"), RoleGrant.everywhere(Role.EDITOR)));

        refuses(AccessError.EMAIL_TAKEN, () -> joining.join(token, ProfileData.of("Eve"), PASSWORD));
        joining.join(token, other.owner());

        assertThat(access.bean(TenantService.class).mine(other.owner()))
                .extracting(membership -> membership.tenant().slug().value())
                .containsExactlyInAnyOrder("existing", "existing-other");
    }

    @Test
    void makesPasswordLinksOnlyForThoseWhoAreOnesOwn() {
        var tenant = TestTenants.create(database, "links");
        var other = TestTenants.create(database, "links-other");
        var people = access.bean(PeopleService.class);
        var editor = TestTenants.addMember(database, tenant.tenant(), "ed@links.example", Role.EDITOR);
        var shared = TestTenants.addMember(database, tenant.tenant(), "both@links.example", Role.EDITOR);
        joining.join(
                token(invitations.create(
                        owner(other), new EmailAddress("x@links.example"), RoleGrant.everywhere(Role.VIEWER))),
                shared);

        assertThat(people.createPasswordLink(owner(tenant), editor).getPath()).isEqualTo("/idp/password");
        refuses(AccessError.RIGHTS_EXCEEDED, () -> people.createPasswordLink(owner(tenant), shared));
        refuses(
                AccessError.RIGHTS_EXCEEDED,
                () -> people.createPasswordLink(tenant.caller(Role.ADMIN), tenant.owner()));
        refuses(AccessError.MEMBER_NOT_FOUND, () -> people.createPasswordLink(owner(tenant), other.owner()));
        refuses(CoreError.FORBIDDEN, () -> people.createPasswordLink(tenant.caller(Role.EDITOR), editor));
    }

    private static boolean remove(Caller caller, UserId user) {
        return succeeds(() -> members.remove(caller, user));
    }

    private static boolean join(String token, String name) {
        return succeeds(() -> joining.join(token, ProfileData.of(name), PASSWORD));
    }

    private static boolean succeeds(Runnable work) {
        try {
            work.run();
            return true;
        } catch (PlatformException e) {
            return false;
        }
    }

    @SafeVarargs
    private static List<Boolean> inParallel(Callable<Boolean>... work) throws InterruptedException, ExecutionException {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<Boolean>();
            for (Future<Boolean> result : executor.invokeAll(List.of(work))) {
                results.add(result.get());
            }
            return results;
        }
    }

    private static String token(InvitationLink link) {
        return tokenOf(link.link());
    }

    private static String tokenOf(URI link) {
        return link.getQuery().replaceFirst("token=", "");
    }

    private static Caller owner(TestTenant tenant) {
        return tenant.caller(Role.OWNER);
    }

    private static void refuses(ErrorCode code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
