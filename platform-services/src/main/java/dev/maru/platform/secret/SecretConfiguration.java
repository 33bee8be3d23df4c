package dev.maru.platform.secret;

import dev.maru.core.tenancy.SystemDb;
import dev.maru.platform.settings.MaruSettings;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SecretConfiguration {
    @Bean
    KeyEncryptionKey keyEncryptionKey(MaruSettings settings, SystemDb system) {
        var newInstallation = system.inSystem(tx -> new TenantKeyRepository().canary(tx) == null);
        return KeyEncryptionKeyFile.open(settings, newInstallation);
    }

    @Bean
    SecretVault secretVault(SystemDb system, KeyEncryptionKey kek, Clock clock) {
        var vault = new SecretVault(system, new TenantKeyRepository(), kek, clock);
        vault.proveKey();
        return vault;
    }

    @Bean
    CredentialDigest credentialDigest(KeyEncryptionKey kek) {
        return new CredentialDigest(kek.derive("credential-pepper"));
    }
}
