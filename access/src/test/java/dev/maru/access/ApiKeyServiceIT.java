package dev.maru.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.access.app.RunningAccess;
import dev.maru.access.audit.AuditFilter;
import dev.maru.access.audit.AuditService;
import dev.maru.core.id.RequestId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.ErrorCode;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Role;
import dev.maru.core.tenancy.Scope;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@DatabaseTest
class ApiKeyServiceIT {
    private static TestDatabase database;
    private static RunningAccess access;
    private static ApiKeyService keys;

    @BeforeAll
    static void start(TestDatabase fresh) {
        database = fresh;
        access = RunningAccess.on(fresh);
        keys = access.bean(ApiKeyService.class);
    }

    @AfterAll
    static void stop() {
        access.close();
    }

    /** Whatever a key may do, whoever made it may do as well: for every pair of a role and a set of scopes. */
    @Test
    void givesNoKeyMoreRightsThanItsMaker() {
        var tenant = TestTenants.create(database, "subset");
        for (var role : Role.values()) {
            for (var scopes : subsetsOfScopes()) {
                var caller = tenant.caller(role);
                try {
                    var made = keys.create(caller, ApiKeyData.of("key", scopes));
                    var key = access.bean(CallerDirectory.class).ofKey(made.secret(), RequestId.next(), null);
                    assertThat(caller.permissions()).containsAll(key.permissions());
                } catch (PlatformException e) {
                    assertThat(e.code()).isIn(CoreError.FORBIDDEN, AccessError.RIGHTS_EXCEEDED);
                }
            }
        }
    }

    @Test
    void letsAKeyMakeKeysOnlyWithinItsOwnScopesModelsRangesAndTime() {
        var tenant = TestTenants.create(database, "keys-of-keys");
        var expiry = now().plus(Duration.ofDays(1));
        var maker = keys.create(
                owner(tenant),
                new ApiKeyData(
                        "maker",
                        Set.of(Scope.MANAGE, Scope.CALL),
                        Set.of("gpt"),
                        Set.of(new IpRange("10.0.0.0/8")),
                        expiry));
        var caller = access.bean(CallerDirectory.class).ofKey(maker.secret(), RequestId.next(), "10.1.1.1");

        refuses(caller, new ApiKeyData("k", Set.of(Scope.CALL), Set.of(), ranges("10.1.0.0/16"), expiry));
        refuses(caller, new ApiKeyData("k", Set.of(Scope.CALL), Set.of("gpt", "o"), ranges("10.1.0.0/16"), expiry));
        refuses(caller, new ApiKeyData("k", Set.of(Scope.CALL), Set.of("gpt"), Set.of(), expiry));
        refuses(caller, new ApiKeyData("k", Set.of(Scope.CALL), Set.of("gpt"), ranges("11.0.0.0/16"), expiry));
        refuses(caller, new ApiKeyData("k", Set.of(Scope.CALL), Set.of("gpt"), ranges("10.1.0.0/16"), null));
        refuses(caller, new ApiKeyData("k", Set.of(Scope.PROMPTS_WRITE), Set.of("gpt"), ranges("10.1.0.0/16"), expiry));
        assertThat(keys.create(
                        caller, new ApiKeyData("k", Set.of(Scope.CALL), Set.of("gpt"), ranges("10.1.0.0/16"), expiry)))
                .isNotNull();
    }

    @Test
    void keepsTheSecretToItself() throws Exception {
        var tenant = TestTenants.create(database, "secret");
        var issued = keys.create(owner(tenant), ApiKeyData.of("app", Set.of(Scope.CALL)));

        assertThat(issued.toString()).doesNotContain(issued.secret());
        var random = issued.secret().substring(issued.key().prefix().length());
        try (var connection = database.superuserConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("select k::text || a::text from access.api_key k, access.audit a")) {
            while (rows.next()) {
                assertThat(rows.getString(1)).doesNotContain(random);
            }
        }
    }

    @Test
    void pagesThroughTheKeysOfItsProjectOnly() {
        var tenant = TestTenants.create(database, "pages");
        var elsewhere = TestTenants.create(database, "elsewhere");
        IntStream.range(0, 5).forEach(i -> keys.create(owner(tenant), ApiKeyData.of("k" + i, Set.of(Scope.CALL))));
        keys.create(owner(elsewhere), ApiKeyData.of("other", Set.of(Scope.CALL)));

        var names = new ArrayList<String>();
        var page = keys.page(owner(tenant), null, 2);
        page.items().forEach(key -> names.add(key.data().name()));
        while (page.next() != null) {
            page = keys.page(owner(tenant), page.next(), 2);
            page.items().forEach(key -> names.add(key.data().name()));
        }

        assertThat(names).containsExactly("k4", "k3", "k2", "k1", "k0");
    }

    @Test
    void refusesOverlapsAndRotationsThatMakeNoSense() {
        var tenant = TestTenants.create(database, "overlap");
        var key = keys.create(owner(tenant), ApiKeyData.of("app", Set.of(Scope.CALL)))
                .key();

        refuses(CoreError.INVALID_FIELD, () -> keys.rotate(owner(tenant), key.id(), Duration.ofDays(8)));
        refuses(CoreError.INVALID_FIELD, () -> keys.rotate(owner(tenant), key.id(), Duration.ofSeconds(-1)));
        keys.rotate(owner(tenant), key.id(), ApiKeyService.DEFAULT_OVERLAP);
        refuses(AccessError.API_KEY_REVOKED, () -> keys.rotate(owner(tenant), key.id(), ApiKeyService.DEFAULT_OVERLAP));
        keys.revoke(owner(tenant), key.id());
        refuses(AccessError.API_KEY_REVOKED, () -> keys.rotate(owner(tenant), key.id(), ApiKeyService.DEFAULT_OVERLAP));
    }

    @Test
    void refusesAnExpiryInThePastAndTheKeyOfAnotherTenant() {
        var tenant = TestTenants.create(database, "past");
        var other = TestTenants.create(database, "past-other");
        var key = keys.create(owner(other), ApiKeyData.of("app", Set.of(Scope.CALL)))
                .key();
        var expired = new ApiKeyData("app", Set.of(Scope.CALL), Set.of(), Set.of(), now());

        refuses(CoreError.INVALID_FIELD, () -> keys.create(owner(tenant), expired));
        refuses(AccessError.API_KEY_NOT_FOUND, () -> keys.get(owner(tenant), key.id()));
        refuses(AccessError.API_KEY_NOT_FOUND, () -> keys.revoke(owner(tenant), key.id()));
    }

    @Test
    void leavesAnAuditEntryForEachChange() {
        var tenant = TestTenants.create(database, "audited");
        var key = keys.create(owner(tenant), ApiKeyData.of("app", Set.of(Scope.CALL)))
                .key();
        var successor = keys.rotate(owner(tenant), key.id(), Duration.ZERO).key();
        keys.revoke(owner(tenant), successor.id());

        var entries = access.bean(AuditService.class)
                .page(owner(tenant), AuditFilter.none(), null, 10)
                .items();

        assertThat(entries)
                .extracting(entry -> entry.action())
                .containsExactly("key.revoked", "key.rotated", "key.created");
        assertThat(entries)
                .allSatisfy(entry ->
                        assertThat(entry.actorId()).isEqualTo(tenant.owner().toString()));
    }

    private static List<Set<Scope>> subsetsOfScopes() {
        var subsets = new ArrayList<Set<Scope>>();
        var scopes = Scope.values();
        for (int bits = 1; bits < 1 << scopes.length; bits++) {
            var subset = new HashSet<Scope>();
            for (int i = 0; i < scopes.length; i++) {
                if ((bits & 1 << i) != 0) {
                    subset.add(scopes[i]);
                }
            }
            subsets.add(subset);
        }
        return subsets;
    }

    private static Set<IpRange> ranges(String range) {
        return Set.of(new IpRange(range));
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }

    private static Caller owner(TestTenant tenant) {
        return tenant.caller(Role.OWNER);
    }

    private static void refuses(Caller caller, ApiKeyData data) {
        refuses(AccessError.RIGHTS_EXCEEDED, () -> keys.create(caller, data));
    }

    private static void refuses(ErrorCode code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
