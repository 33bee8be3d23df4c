package dev.maru.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.access.app.RunningAccess;
import dev.maru.access.identity.PeopleService;
import dev.maru.core.id.RequestId;
import dev.maru.core.id.TenantId;
import dev.maru.core.id.UserId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.ErrorCode;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.Scope;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.process.Await;
import java.time.Duration;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two replicas over one database: what one takes away, the other refuses. */
@DatabaseTest
class CallerDirectoryIT {
    private static TestDatabase database;
    private static RunningAccess one;
    private static RunningAccess two;

    @BeforeAll
    static void start(TestDatabase fresh) {
        database = fresh;
        one = RunningAccess.on(fresh);
        two = one.another(fresh);
    }

    @AfterAll
    static void stop() {
        two.close();
        one.close();
    }

    @Test
    void knowsAKeyOnEveryReplicaWithItsScopesModelsAndProject() {
        var tenant = TestTenants.create(database, "known");
        var issued = keys(one)
                .create(owner(tenant), new ApiKeyData("app", Set.of(Scope.CALL), Set.of("gpt"), Set.of(), null));

        var caller = ofKey(two, issued.secret(), null);

        assertThat(caller.tenant()).isEqualTo(tenant.tenant());
        assertThat(caller.project()).isEqualTo(tenant.project());
        assertThat(caller.permissions()).isEqualTo(Scope.CALL.permissions());
        assertThat(caller.actor()).isEqualTo(new Actor.Key(issued.key().id(), "app", Set.of("gpt")));
    }

    @Test
    void refusesARevokedKeyEverywhere() {
        var tenant = TestTenants.create(database, "revoked");
        var issued = keys(one).create(owner(tenant), ApiKeyData.of("app", Set.of(Scope.CALL)));
        var running = ofKey(two, issued.secret(), null);
        assertThat(directory(two).stillValid(running)).isTrue();

        keys(one).revoke(owner(tenant), issued.key().id());

        awaitRefusal(() -> ofKey(one, issued.secret(), null), CoreError.UNAUTHENTICATED);
        awaitRefusal(() -> ofKey(two, issued.secret(), null), CoreError.UNAUTHENTICATED);
        assertThat(directory(two).stillValid(running)).isFalse();
    }

    @Test
    void tellsKeysWithEqualBeginningsApart() {
        var tenant = TestTenants.create(database, "prefixes");
        var issued = keys(one).create(owner(tenant), ApiKeyData.of("app", Set.of(Scope.CALL)));
        var secret = issued.secret();
        assertThat(ofKey(one, secret, null).actor()).isNotNull();

        var sameBeginning =
                secret.substring(0, 24) + ApiKeySecret.next().value().substring(24);

        assertRefused(() -> ofKey(one, sameBeginning, null), CoreError.UNAUTHENTICATED);
        var other = keys(one).create(owner(tenant), ApiKeyData.of("other", Set.of(Scope.PROMPTS_READ)));
        assertThat(ofKey(one, other.secret(), null).permissions()).isEqualTo(Scope.PROMPTS_READ.permissions());
        assertThat(ofKey(one, secret, null).permissions()).isEqualTo(Scope.CALL.permissions());
    }

    @Test
    void takesIdAndSecretOnlyTogether() {
        var tenant = TestTenants.create(database, "basic");
        var issued = keys(one).create(owner(tenant), ApiKeyData.of("app", Set.of(Scope.CALL)));
        var other = keys(one).create(owner(tenant), ApiKeyData.of("other", Set.of(Scope.CALL)));
        var request = RequestId.next();

        assertThat(directory(one).ofKey(issued.key().id().toString(), issued.secret(), request, null))
                .isNotNull();
        assertRefused(
                () -> directory(one).ofKey(other.key().id().toString(), issued.secret(), request, null),
                CoreError.UNAUTHENTICATED);
    }

    @Test
    void admitsAKeyOnlyFromItsRanges() {
        var tenant = TestTenants.create(database, "ranges");
        var data = new ApiKeyData("office", Set.of(Scope.CALL), Set.of(), Set.of(new IpRange("203.0.113.0/24")), null);
        var issued = keys(one).create(owner(tenant), data);

        assertThat(ofKey(one, issued.secret(), "203.0.113.9")).isNotNull();
        assertRefused(() -> ofKey(one, issued.secret(), "198.51.100.1"), AccessError.API_KEY_ADDRESS_REFUSED);
        assertRefused(() -> ofKey(one, issued.secret(), null), AccessError.API_KEY_ADDRESS_REFUSED);
    }

    @Test
    void keepsARotatedKeyForItsOverlapOnly() {
        var tenant = TestTenants.create(database, "rotated");
        var old = keys(one).create(owner(tenant), ApiKeyData.of("app", Set.of(Scope.CALL)));

        var successor = keys(one).rotate(owner(tenant), old.key().id(), Duration.ofHours(1));
        assertThat(ofKey(two, old.secret(), null)).isNotNull();
        assertThat(ofKey(two, successor.secret(), null)).isNotNull();

        var last = keys(one).rotate(owner(tenant), successor.key().id(), Duration.ZERO);
        awaitRefusal(() -> ofKey(two, successor.secret(), null), CoreError.UNAUTHENTICATED);
        assertThat(ofKey(two, last.secret(), null)).isNotNull();
    }

    @Test
    void lockSuspendedMembersOutOfTheirTenantEverywhere() {
        var tenant = TestTenants.create(database, "suspended-member");
        var editor = TestTenants.addMember(database, tenant.tenant(), "ed@suspended.example", Role.EDITOR);
        var running = two.person(editor, tenant.tenant(), tenant.project());
        assertThat(running.permissions()).isEqualTo(Role.EDITOR.permissions());

        one.bean(MemberService.class).suspend(owner(tenant), editor);

        awaitRefusal(() -> two.person(editor, tenant.tenant(), tenant.project()), AccessError.TENANT_NOT_FOUND);
        assertThat(directory(two).stillValid(running)).isFalse();
    }

    @Test
    void lockASuspendedPersonOutOfEverything() {
        var tenant = TestTenants.create(database, "suspended-person");
        var editor = TestTenants.addMember(database, tenant.tenant(), "ed@person.example", Role.EDITOR);
        var operator = operator(TestTenants.create(database, "operators-1"));
        assertThat(two.person(editor, tenant.tenant(), null)).isNotNull();

        one.bean(PeopleService.class).suspend(operator, editor);

        awaitRefusal(() -> two.person(editor, tenant.tenant(), null), CoreError.UNAUTHENTICATED);
        one.bean(PeopleService.class).resume(operator, editor);
        Await.until("the person is back", () -> succeeds(() -> two.person(editor, tenant.tenant(), null)));
    }

    @Test
    void closeASuspendedTenantForPeopleAndKeys() {
        var tenant = TestTenants.create(database, "suspended-tenant");
        var issued = keys(one).create(owner(tenant), ApiKeyData.of("app", Set.of(Scope.CALL)));
        var operator = operator(TestTenants.create(database, "operators-2"));
        var running = ofKey(two, issued.secret(), null);

        one.bean(TenantService.class).suspend(operator, tenant.tenant());

        awaitRefusal(() -> ofKey(two, issued.secret(), null), AccessError.TENANT_SUSPENDED);
        awaitRefusal(() -> two.person(tenant.owner(), tenant.tenant(), tenant.project()), AccessError.TENANT_SUSPENDED);
        assertThat(directory(two).stillValid(running)).isFalse();
    }

    @Test
    void seeNoTenantAndNoProjectOfOthers() {
        var mine = TestTenants.create(database, "mine");
        var theirs = TestTenants.create(database, "theirs");

        assertRefused(() -> one.person(mine.owner(), theirs.tenant(), null), AccessError.TENANT_NOT_FOUND);
        assertRefused(() -> one.person(mine.owner(), TenantId.next(), null), AccessError.TENANT_NOT_FOUND);
        assertRefused(() -> one.person(mine.owner(), mine.tenant(), theirs.project()), AccessError.PROJECT_NOT_FOUND);
        assertRefused(() -> one.person(UserId.next(), mine.tenant(), null), CoreError.UNAUTHENTICATED);
    }

    @Test
    void giveAnOperatorNothingInATenantButToOperateIt() {
        var operator = operator(TestTenants.create(database, "operators-3"));
        var tenant = TestTenants.create(database, "operated");

        var caller = one.person(operator, tenant.tenant(), null);

        assertThat(caller.permissions()).containsExactly(Permission.OPERATE);
    }

    @Test
    void writeLastUseLaterAndInBatches() {
        var tenant = TestTenants.create(database, "used");
        var issued = keys(one).create(owner(tenant), ApiKeyData.of("app", Set.of(Scope.CALL)));
        ofKey(one, issued.secret(), null);

        one.bean(ApiKeyUse.class).flush();

        assertThat(keys(one).get(owner(tenant), issued.key().id()).lastUsedAt()).isNotNull();
    }

    private static ApiKeyService keys(RunningAccess replica) {
        return replica.bean(ApiKeyService.class);
    }

    private static CallerDirectory directory(RunningAccess replica) {
        return replica.bean(CallerDirectory.class);
    }

    private static Caller ofKey(RunningAccess replica, String secret, @Nullable String address) {
        return directory(replica).ofKey(secret, RequestId.next(), address);
    }

    private static Caller owner(TestTenant tenant) {
        return tenant.caller(Role.OWNER);
    }

    private static UserId operator(TestTenant tenant) {
        database.execute("update access.app_user set operator = true where user_id = '"
                + tenant.owner().value() + "'");
        return tenant.owner();
    }

    private static void assertRefused(ThrowingCallable work, ErrorCode code) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static boolean succeeds(Runnable work) {
        try {
            work.run();
            return true;
        } catch (PlatformException e) {
            return false;
        }
    }

    /** Within the bound of {@link Await}; the promise of a second is measured by the end-to-end test. */
    private static void awaitRefusal(ThrowingCallable work, ErrorCode code) {
        Await.until("refused with " + code.slug(), () -> {
            try {
                work.call();
                return false;
            } catch (Throwable e) {
                return e instanceof PlatformException refusal && refusal.code() == code;
            }
        });
    }
}
