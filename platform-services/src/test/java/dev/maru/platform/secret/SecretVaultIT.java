package dev.maru.platform.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@DatabaseTest
class SecretVaultIT {
    private static final byte[] SECRET = "sk-a-provider-key".getBytes(UTF_8);
    private static final SecretContext PLACE =
            new SecretContext("gateway.connection", "con_1", "credential", "https://api.example");

    private final TestDatabase database;
    private final TenantDb tenants;
    private final SystemDb system;
    private final byte[] key = key(1);
    private final SecretVault vault;
    private final TenantId tenant = TenantId.next();

    SecretVaultIT(TestDatabase database) {
        this.database = database;
        this.tenants = database.tenantDb();
        this.system = database.systemDb();
        this.vault = vault(key);
    }

    @AfterEach
    void forgetCanary() {
        database.execute("delete from platform.key_canary");
    }

    @Test
    void opensWhatItSealed() {
        var sealed = seal(tenant, PLACE);

        assertThat(vault.open(tenant, PLACE, sealed)).isEqualTo(SECRET);
        assertThat(new String(sealed, UTF_8)).doesNotContain("provider-key");
    }

    @Test
    void opensOnAnotherReplicaAndAfterARestart() {
        var sealed = seal(tenant, PLACE);

        assertThat(vault(key).open(tenant, PLACE, sealed)).isEqualTo(SECRET);
    }

    @Test
    void sealsTheSameSecretDifferentlyEachTime() {
        assertThat(seal(tenant, PLACE)).isNotEqualTo(seal(tenant, PLACE));
    }

    @Test
    void doesNotOpenInAnotherPlace() {
        var sealed = seal(tenant, PLACE);

        for (var elsewhere : List.of(
                new SecretContext("gateway.other", "con_1", "credential", "https://api.example"),
                new SecretContext("gateway.connection", "con_2", "credential", "https://api.example"),
                new SecretContext("gateway.connection", "con_1", "webhook", "https://api.example"),
                new SecretContext("gateway.connection", "con_1", "credential", "https://evil.example"),
                new SecretContext("gateway.connection|con_1", "credential", "https://api.example", ""))) {
            assertThatIllegalStateException()
                    .as(elsewhere.toString())
                    .isThrownBy(() -> vault.open(tenant, elsewhere, sealed));
        }
    }

    @Test
    void doesNotOpenForAnotherTenant() {
        var other = TenantId.next();
        seal(other, PLACE);
        var sealed = seal(tenant, PLACE);

        assertThatIllegalStateException().isThrownBy(() -> vault.open(other, PLACE, sealed));
    }

    @Test
    void doesNotOpenForAnotherTenantEvenWithTheOthersDataKeyInPlace() {
        var other = TenantId.next();
        seal(other, PLACE);
        var sealed = seal(tenant, PLACE);
        database.execute("update platform.tenant_key set wrapped = (select wrapped from platform.tenant_key where"
                + " tenant_id = '" + tenant.value() + "') where tenant_id = '" + other.value() + "'");

        assertThatIllegalStateException().isThrownBy(() -> vault(key).open(other, PLACE, sealed));
    }

    @Test
    void doesNotOpenWhatWasChanged() {
        var sealed = seal(tenant, PLACE);
        sealed[sealed.length - 1] ^= 1;

        assertThatIllegalStateException().isThrownBy(() -> vault.open(tenant, PLACE, sealed));
    }

    @Test
    void doesNotTellTheSecretInItsErrors() {
        var sealed = seal(tenant, PLACE);

        assertThatIllegalStateException()
                .isThrownBy(() -> vault.open(TenantId.next(), PLACE, sealed))
                .satisfies(e -> assertThat(e).hasMessageNotContaining("provider-key"));
    }

    @Test
    void keepsNoDataKeyOfATransactionThatWasRolledBack() {
        assertThatIllegalStateException()
                .isThrownBy(() -> tenants.runInTenant(tenant, tx -> {
                    vault.seal(tx, PLACE, SECRET);
                    throw new IllegalStateException("rolled back");
                }));

        assertThat(vault.open(tenant, PLACE, seal(tenant, PLACE))).isEqualTo(SECRET);
    }

    @Test
    void makesOneDataKeyForParallelFirstUses() {
        var sealed = ConcurrentHashMap.<byte[]>newKeySet();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                threads.execute(() -> sealed.add(seal(tenant, PLACE)));
            }
        }

        assertThat(sealed).hasSize(20);
        assertThat(sealed)
                .allSatisfy(s -> assertThat(vault(key).open(tenant, PLACE, s)).isEqualTo(SECRET));
    }

    @Test
    void sealsForTheInstallationApartFromTenants() {
        var place = new SecretContext("access.signing_key", "k1", "private", "");
        var sealed = vault.sealForInstallation(place, SECRET);

        assertThat(vault.openForInstallation(place, sealed)).isEqualTo(SECRET);
        seal(tenant, PLACE);
        assertThatIllegalStateException().isThrownBy(() -> vault.open(tenant, place, sealed));
    }

    @Test
    void provesTheKeyThatSealedTheDatabase() {
        vault.proveKey();

        assertThatNoException().isThrownBy(() -> vault(key).proveKey());
    }

    @Test
    void stopsAStartWithAnotherKey() {
        vault.proveKey();

        assertThatIllegalStateException()
                .isThrownBy(() -> vault(key(2)).proveKey())
                .withMessageContaining("not the one that sealed this database");
    }

    private byte[] seal(TenantId owner, SecretContext place) {
        return tenants.inTenant(owner, tx -> vault.seal(tx, place, SECRET));
    }

    private SecretVault vault(byte[] bytes) {
        return SecretVault.withKey(bytes, system, Clock.systemUTC());
    }

    private static byte[] key(int seed) {
        var bytes = new byte[32];
        bytes[0] = (byte) seed;
        return bytes;
    }
}
