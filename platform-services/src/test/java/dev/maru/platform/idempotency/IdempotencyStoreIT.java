package dev.maru.platform.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.id.TenantId;
import dev.maru.platform.idempotency.IdempotencyStore.Answer;
import dev.maru.platform.idempotency.IdempotencyStore.Claim;
import dev.maru.platform.secret.SecretVault;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.time.FakeClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@DatabaseTest
class IdempotencyStoreIT {
    private static final byte[] REQUEST = "request".getBytes(UTF_8);
    private static final Answer ANSWER = new Answer(201, "application/json", "{}".getBytes(UTF_8));

    private final FakeClock clock = FakeClock.at("2026-01-01T00:00:00Z");
    private final TenantId tenant = TenantId.next();
    private final TestDatabase database;
    private final IdempotencyStore store;

    IdempotencyStoreIT(TestDatabase database) {
        this.database = database;
        var vault = SecretVault.withKey(new byte[32], database.systemDb(), clock);
        this.store = new IdempotencyStore(database.tenantDb(), database.systemDb(), vault, clock);
    }

    @Test
    void answersARepetitionWithTheFirstAnswer() {
        assertThat(claim("k")).isInstanceOf(Claim.New.class);
        store.finish(tenant, "actor", "k", ANSWER);

        assertThat(claim("k")).isInstanceOfSatisfying(Claim.Answered.class, answered -> {
            assertThat(answered.answer().status()).isEqualTo(201);
            assertThat(answered.answer().contentType()).isEqualTo("application/json");
            assertThat(answered.answer().body()).isEqualTo(ANSWER.body());
        });
    }

    /** An answer may hold an API key, which stands nowhere else. */
    @Test
    void keepsNoAnswerThatCouldBeReadInTheDatabase() throws SQLException {
        claim("k");
        store.finish(tenant, "actor", "k", new Answer(201, "application/json", "maru_sk_secret".getBytes(UTF_8)));

        try (var connection = database.superuserConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("select encode(body, 'escape') from platform.idempotency where tenant_id = '"
                                + tenant.value() + "'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isNotEmpty().doesNotContain("secret");
        }
    }

    @Test
    void refusesAnotherRequestWithTheSameKey() {
        claim("k");

        assertThat(store.claim(tenant, "actor", "k", "other".getBytes(UTF_8))).isInstanceOf(Claim.Different.class);
    }

    @Test
    void saysThatTheFirstRequestIsStillRunning() {
        claim("k");

        assertThat(claim("k")).isInstanceOf(Claim.Running.class);
    }

    @Test
    void freesAKeyWhoseRequestWasGivenUp() {
        claim("k");
        store.abandon(tenant, "actor", "k");

        assertThat(claim("k")).isInstanceOf(Claim.New.class);
    }

    @Test
    void freesAKeyWhoseReplicaDied() {
        claim("k");
        clock.advance(IdempotencyStore.LONGEST_REQUEST.plusSeconds(1));

        assertThat(claim("k")).isInstanceOf(Claim.New.class);
    }

    @Test
    void doesNotGiveUpAnAnswer() {
        claim("k");
        store.finish(tenant, "actor", "k", ANSWER);
        store.abandon(tenant, "actor", "k");

        assertThat(claim("k")).isInstanceOf(Claim.Answered.class);
    }

    @Test
    void forgetsAfterADay() {
        claim("k");
        store.finish(tenant, "actor", "k", ANSWER);
        clock.advance(Duration.ofHours(24).plusSeconds(1));

        assertThat(claim("k")).isInstanceOf(Claim.New.class);
    }

    @Test
    void keepsActorsAndTenantsApart() {
        claim("k");

        assertThat(store.claim(tenant, "another", "k", REQUEST)).isInstanceOf(Claim.New.class);
        assertThat(store.claim(TenantId.next(), "actor", "k", REQUEST)).isInstanceOf(Claim.New.class);
    }

    @Test
    void deletesWhatIsOldOfAllTenants() {
        claim("k");
        store.finish(tenant, "actor", "k", ANSWER);
        clock.advance(Duration.ofHours(25));
        var fresh = TenantId.next();
        store.claim(fresh, "actor", "k", REQUEST);

        store.deleteOld();

        assertThat(store.claim(fresh, "actor", "k", REQUEST)).isInstanceOf(Claim.Running.class);
        assertThat(claim("k")).isInstanceOf(Claim.New.class);
    }

    @Test
    void letsOneOfManyParallelRequestsPass() throws Exception {
        var claims = new ArrayList<Future<Claim>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                claims.add(threads.submit(() -> claim("k")));
            }
        }

        int passed = 0;
        for (var claim : claims) {
            passed += claim.get() instanceof Claim.New ? 1 : 0;
        }
        assertThat(passed).isEqualTo(1);
    }

    private Claim claim(String key) {
        return store.claim(tenant, "actor", key, REQUEST);
    }
}
