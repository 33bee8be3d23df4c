package dev.maru.platform.webhook;

import dev.maru.core.id.TenantId;
import dev.maru.core.id.WebhookId;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.platform.secret.SecretContext;
import dev.maru.platform.secret.SecretVault;
import dev.maru.platform.webhook.WebhookLeaseRepository.Receiver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Seals the keys of signatures to tenant and webhook, and opens them for a delivery. */
@Component
class WebhookSecrets {
    private final SecretVault vault;

    WebhookSecrets(SecretVault vault) {
        this.vault = vault;
    }

    byte[] seal(TenantTx tx, WebhookId webhook, WebhookSecret secret) {
        return vault.seal(tx, context(webhook), secret.key());
    }

    /** Those that a delivery is signed with now, the newest first. */
    List<WebhookSecret> open(TenantId tenant, WebhookId webhook, Receiver receiver, Instant now) {
        var secrets = new ArrayList<WebhookSecret>();
        secrets.add(new WebhookSecret(vault.open(tenant, context(webhook), receiver.secret())));
        var old = receiver.oldSecret();
        var until = receiver.oldSecretUntil();
        if (old != null && until != null && now.isBefore(until)) {
            secrets.add(new WebhookSecret(vault.open(tenant, context(webhook), old)));
        }
        return secrets;
    }

    private static SecretContext context(WebhookId webhook) {
        // Signatures leave the installation, the key never does.
        return new SecretContext("platform.webhook", webhook.toString(), "webhook-secret", "");
    }
}
