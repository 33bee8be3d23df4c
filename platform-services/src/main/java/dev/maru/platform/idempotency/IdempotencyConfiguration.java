package dev.maru.platform.idempotency;

import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.platform.schedule.RecurringTask;
import dev.maru.platform.secret.SecretVault;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IdempotencyConfiguration {
    @Bean
    IdempotencyStore idempotencyStore(TenantDb db, SystemDb system, SecretVault vault, Clock clock) {
        return new IdempotencyStore(db, system, vault, clock);
    }

    @Bean
    RecurringTask deleteOldIdempotencyKeys(IdempotencyStore store) {
        return new RecurringTask("delete-old-idempotency-keys", Duration.ofHours(1), store::deleteOld);
    }
}
