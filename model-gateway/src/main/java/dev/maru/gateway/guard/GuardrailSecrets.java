package dev.maru.gateway.guard;

import dev.maru.core.id.GuardrailId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.platform.secret.SecretContext;
import dev.maru.platform.secret.SecretVault;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Seals what opens a judge's door to tenant, guardrail and the origin of its address. */
@Component
class GuardrailSecrets {
    private final SecretVault vault;

    GuardrailSecrets(SecretVault vault) {
        this.vault = vault;
    }

    byte[] seal(TenantTx tx, GuardrailId id, JudgeSource.Service service, String secret) {
        return vault.seal(tx, context(id, service), secret.getBytes(StandardCharsets.UTF_8));
    }

    @Nullable
    String open(TenantId tenant, ActiveGuardrail rail) {
        var service = service(rail.check());
        return rail.secret() == null || service == null
                ? null
                : new String(
                        vault.open(tenant, context(rail.guardrail().id(), service), rail.secret()),
                        StandardCharsets.UTF_8);
    }

    static JudgeSource.@Nullable Service service(Check check) {
        return check instanceof Check.Judge judge && judge.source() instanceof JudgeSource.Service service
                ? service
                : null;
    }

    private static SecretContext context(GuardrailId id, JudgeSource.Service service) {
        return new SecretContext("gateway.guardrail", id.toString(), "judge-secret", service.origin());
    }
}
