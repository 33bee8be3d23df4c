package dev.maru.access.audit;

import dev.maru.platform.schedule.RecurringTask;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Seals the audit trails while the platform runs. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {
    @Bean
    RecurringTask auditSealing(AuditSealer sealer) {
        return new RecurringTask("access-audit-sealing", Duration.ofSeconds(5), sealer::sealAll);
    }
}
