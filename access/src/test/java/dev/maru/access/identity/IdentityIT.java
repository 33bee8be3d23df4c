package dev.maru.access.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import dev.maru.access.AccessError;
import dev.maru.access.EmailAddress;
import dev.maru.access.TenantService;
import dev.maru.access.app.RunningAccess;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.ErrorCode;
import dev.maru.core.problem.PlatformException;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.process.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;

/** The first operator comes first, as in life. */
@DatabaseTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IdentityIT {
    private static final String PASSWORD = "a long enough pass phrase";
    private static final NewPerson ADA =
            new NewPerson(new EmailAddress("Ada@example.com"), ProfileData.of("Ada"), PASSWORD);
    private static TestDatabase database;
    private static RunningAccess access;
    private static SetupService setup;

    @BeforeAll
    static void start(TestDatabase fresh) {
        database = fresh;
        access = RunningAccess.on(fresh);
        setup = access.bean(SetupService.class);
    }

    @AfterAll
    static void stop() {
        access.close();
    }

    @Test
    @Order(1)
    void makesTheOperatorByALinkThatWorksOnce() throws IOException {
        setup.offerLink();
        var first = token();
        setup.offerLink();
        var second = token();
        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        refuses(AccessError.LINK_UNUSABLE, () -> setup.complete(first, ADA, "Acme"));
        refuses(AccessError.LINK_UNUSABLE, () -> setup.complete(null, ADA, "Acme"));
        refuses(AccessError.LINK_UNUSABLE, () -> setup.complete("", ADA, "Acme"));

        var user = setup.complete(second, ADA, "Acme");

        assertThat(file()).doesNotExist();
        refuses(AccessError.LINK_UNUSABLE, () -> setup.complete(second, ADA, "Acme"));
        setup.offerLink();
        assertThat(file()).doesNotExist();
        var tenants = access.bean(TenantService.class).mine(user);
        assertThat(tenants).singleElement().satisfies(membership -> {
            assertThat(membership.tenant().slug().value()).isEqualTo("acme");
            assertThat(membership.projects())
                    .singleElement()
                    .satisfies(project -> assertThat(project.sample()).isTrue());
        });
        assertThat(access.bean(PeopleService.class).isOperator(user)).isTrue();
    }

    @Test
    @Order(2)
    void signsInByPasswordWhateverTheCaseOfTheAddress() {
        var signedIn = signIn("ADA@example.COM", PASSWORD);

        assertThat(SignedInPrincipal.userOf(signedIn)).isPresent();
        assertThat(signedIn.getName()).startsWith("usr_");
        assertThat(signedIn.getCredentials()).isNull();
    }

    @Test
    @Order(3)
    void slowsDownWhoGuesses() {
        var tenant = TestTenants.create(database, "guessed");
        assertThat(tenant.owner()).isNotNull();
        // Ten tries, or twice that where Redis fell silent half-way and this replica began to count anew.
        var answers = IntStream.range(0, 21)
                .mapToObj(i -> refusal("owner@guessed.example"))
                .toList();

        assertThat(answers.getFirst()).isEqualTo(BadCredentialsException.class);
        assertThat(answers.getLast()).isEqualTo(LockedException.class);
    }

    private static Class<?> refusal(String email) {
        try {
            return signIn(email, "wrong pass phrase").getClass();
        } catch (AuthenticationException e) {
            return e.getClass();
        }
    }

    @Test
    @Order(4)
    void endsSessionsOnEveryReplica() {
        try (var other = access.another(database)) {
            var tenant = TestTenants.create(database, "sessions");
            var sessions = access.bean(SessionService.class);
            var kept = sessions.begin(tenant.owner(), "browser", "127.0.0.1");
            var ended = sessions.begin(tenant.owner(), "browser", "127.0.0.1");
            assertThat(other.bean(SessionService.class).isLive(tenant.owner(), ended))
                    .isTrue();
            assertThat(sessions.mine(tenant.owner())).hasSize(2);

            sessions.revokeOthers(tenant.owner(), kept);

            Await.until(
                    "the other replica knows",
                    () -> !other.bean(SessionService.class).isLive(tenant.owner(), ended));
            assertThat(other.bean(SessionService.class).isLive(tenant.owner(), kept))
                    .isTrue();
            assertThat(sessions.mine(tenant.owner()))
                    .extracting(UserSession::id)
                    .containsExactly(kept);
            refuses(AccessError.SESSION_NOT_FOUND, () -> sessions.revoke(tenant.owner(), ended));
        }
    }

    @Test
    @Order(5)
    void revokesNoSessionOfSomebodyElse() {
        var mine = TestTenants.create(database, "mine");
        var theirs = TestTenants.create(database, "theirs");
        var sessions = access.bean(SessionService.class);
        var session = sessions.begin(theirs.owner(), null, null);

        refuses(AccessError.SESSION_NOT_FOUND, () -> sessions.revoke(mine.owner(), session));
        assertThat(sessions.isLive(theirs.owner(), session)).isTrue();
    }

    @Test
    @Order(6)
    void changesAPasswordForWhoKnowsTheOldOne() {
        var user = SignedInPrincipal.userOf(signIn("ada@example.com", PASSWORD)).orElseThrow();
        var profiles = access.bean(ProfileService.class);
        var sessions = access.bean(SessionService.class);
        var kept = sessions.begin(user, null, null);
        var ended = sessions.begin(user, null, null);

        refuses(
                AccessError.PASSWORD_WRONG,
                () -> profiles.changePassword(user, kept, "not the one I have", "another pass phrase"));
        refuses(AccessError.PASSWORD_WEAK, () -> profiles.changePassword(user, kept, PASSWORD, "short"));
        profiles.changePassword(user, kept, PASSWORD, "another pass phrase");

        assertThatThrownBy(() -> signIn("ada@example.com", PASSWORD)).isInstanceOf(BadCredentialsException.class);
        assertThat(signIn("ada@example.com", "another pass phrase").isAuthenticated())
                .isTrue();
        Await.until("the other session is over", () -> !sessions.isLive(user, ended));
        assertThat(sessions.isLive(user, kept)).isTrue();
    }

    @Test
    @Order(7)
    void changesAProfileThatWasNotChangedMeanwhile() {
        var tenant = TestTenants.create(database, "profile");
        var profiles = access.bean(ProfileService.class);
        var now = profiles.get(tenant.owner());

        var changed = profiles.change(tenant.owner(), now.version(), ProfileData.of("New Name"));

        assertThat(changed.data().name()).isEqualTo("New Name");
        refuses(CoreError.STALE_VERSION, () -> profiles.change(tenant.owner(), now.version(), ProfileData.of("Other")));
    }

    @Test
    @Order(8)
    void signsWithAKeyThatAnotherReplicaKnowsAndRotatesIt() {
        var keys = access.bean(SigningKeys.class);
        var any = new JWKSelector(new JWKMatcher.Builder().build());
        var before = keys.get(any, null);
        assertThat(before).hasSize(1);
        try (var other = access.another(database)) {
            assertThat(other.bean(SigningKeys.class).get(any, null).getFirst().getKeyID())
                    .isEqualTo(before.getFirst().getKeyID());
        }

        database.execute("update access.signing_key set created_at = now() - interval '31 days'");
        keys.rotate();
        try (var other = access.another(database)) {
            var both = other.bean(SigningKeys.class).get(any, null);
            assertThat(both).hasSize(2);
            assertThat(other.bean(SigningKeys.class).choose(both).getKeyID())
                    .as("the new key is published before it signs")
                    .isEqualTo(before.getFirst().getKeyID());
        }
    }

    @Test
    @Order(9)
    void keepsPrivateKeysEnveloped() throws Exception {
        access.bean(SigningKeys.class).get(new JWKSelector(new JWKMatcher.Builder().build()), null);
        try (var connection = database.superuserConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("select encode(private_jwk, 'escape'), public_jwk from access.signing_key")) {
            while (rows.next()) {
                assertThat(rows.getString(1)).doesNotContain("\"kty\"");
                assertThat(rows.getString(2)).contains("\"kty\"").doesNotContain("\"d\"");
            }
        }
    }

    private static Authentication signIn(String email, String password) {
        return access.bean(PasswordSignIn.class)
                .authenticate(UsernamePasswordAuthenticationToken.unauthenticated(email, password));
    }

    private static Path file() {
        return access.home().resolve("operator-link");
    }

    private static String token() throws IOException {
        return Files.readString(file()).strip().replaceFirst(".*token=", "");
    }

    private static void refuses(ErrorCode code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
