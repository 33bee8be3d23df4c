package dev.maru.platform.webhook;

import static dev.maru.db.platform.Tables.WEBHOOK;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.val;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.WebhookId;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.db.platform.tables.records.WebhookRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.springframework.stereotype.Repository;

/** Rows of webhooks; secrets sealed. */
@Repository
class WebhookRepository {
    void insert(TenantTx tx, Webhook webhook, byte[] secret) {
        tx.sql()
                .insertInto(WEBHOOK)
                .set(WEBHOOK.TENANT_ID, tx.tenant())
                .set(WEBHOOK.PROJECT_ID, webhook.project())
                .set(WEBHOOK.WEBHOOK_ID, webhook.id())
                .set(WEBHOOK.URL, webhook.data().address().value())
                .set(WEBHOOK.EVENT_TYPES, types(webhook))
                .set(WEBHOOK.FOLDER, webhook.data().folder())
                .set(WEBHOOK.DESCRIPTION, webhook.data().description())
                .set(WEBHOOK.STATE, webhook.state().wireName())
                .set(WEBHOOK.SECRET, secret)
                .set(WEBHOOK.CREATED_BY, webhook.createdBy())
                .set(WEBHOOK.CREATED_AT, webhook.createdAt())
                .execute();
    }

    List<Webhook> all(TenantTx tx, ProjectId project) {
        return tx.sql()
                .selectFrom(WEBHOOK)
                .where(WEBHOOK.TENANT_ID.eq(tx.tenant()))
                .and(WEBHOOK.PROJECT_ID.eq(project))
                .orderBy(WEBHOOK.WEBHOOK_ID)
                .fetch(WebhookRepository::toWebhook);
    }

    Optional<Webhook> find(TenantTx tx, ProjectId project, WebhookId id) {
        return tx.sql().selectFrom(WEBHOOK).where(row(tx, project, id)).fetchOptional(WebhookRepository::toWebhook);
    }

    /** Like {@link #find}, and nobody else changes it until the transaction ends; new deliveries may come. */
    Optional<Webhook> lock(TenantTx tx, ProjectId project, WebhookId id) {
        return tx.sql()
                .selectFrom(WEBHOOK)
                .where(row(tx, project, id))
                .forNoKeyUpdate()
                .fetchOptional(WebhookRepository::toWebhook);
    }

    /** Those that are to be told of an event; none of them is deleted until the transaction ends. */
    List<WebhookId> wanting(TenantTx tx, ProjectId project, WebhookEvent event) {
        return tx
                .sql()
                .selectFrom(WEBHOOK)
                .where(WEBHOOK.TENANT_ID.eq(tx.tenant()))
                .and(WEBHOOK.PROJECT_ID.eq(project))
                .and(WEBHOOK.STATE.eq(WebhookState.ACTIVE.wireName()))
                .and(val(event.type()).eq(any(WEBHOOK.EVENT_TYPES)))
                .orderBy(WEBHOOK.WEBHOOK_ID)
                .forKeyShare()
                .fetch(WebhookRepository::toWebhook)
                .stream()
                .filter(webhook -> webhook.data().wants(event))
                .map(Webhook::id)
                .toList();
    }

    /** Writes everything but the secrets and what a lease says. */
    void update(TenantTx tx, Webhook webhook) {
        var reason = webhook.pauseReason();
        tx.sql()
                .update(WEBHOOK)
                .set(WEBHOOK.VERSION, webhook.version())
                .set(WEBHOOK.URL, webhook.data().address().value())
                .set(WEBHOOK.EVENT_TYPES, types(webhook))
                .set(WEBHOOK.FOLDER, webhook.data().folder())
                .set(WEBHOOK.DESCRIPTION, webhook.data().description())
                .set(WEBHOOK.STATE, webhook.state().wireName())
                .set(WEBHOOK.PAUSE_REASON, reason == null ? null : reason.wireName())
                .set(WEBHOOK.FAILING_SINCE, webhook.failingSince())
                .set(WEBHOOK.LAST_ATTEMPT_AT, webhook.lastAttemptAt())
                .where(row(tx, webhook.project(), webhook.id()))
                .execute();
    }

    /** Puts a new secret in the place of the current one, which is used beside it until then. */
    void rotate(TenantTx tx, Webhook webhook, byte[] secret, Instant until) {
        tx.sql()
                .update(WEBHOOK)
                .set(WEBHOOK.OLD_SECRET, WEBHOOK.SECRET)
                .set(WEBHOOK.OLD_SECRET_UNTIL, until)
                .set(WEBHOOK.SECRET, secret)
                .set(WEBHOOK.VERSION, webhook.version() + 1)
                .where(row(tx, webhook.project(), webhook.id()))
                .execute();
    }

    void delete(TenantTx tx, ProjectId project, WebhookId id) {
        tx.sql().deleteFrom(WEBHOOK).where(row(tx, project, id)).execute();
    }

    private static Condition row(TenantTx tx, ProjectId project, WebhookId id) {
        return WEBHOOK.TENANT_ID
                .eq(tx.tenant())
                .and(WEBHOOK.PROJECT_ID.eq(project))
                .and(WEBHOOK.WEBHOOK_ID.eq(id));
    }

    private static String[] types(Webhook webhook) {
        return webhook.data().sortedTypes().toArray(String[]::new);
    }

    private static Webhook toWebhook(WebhookRecord row) {
        var reason = row.getPauseReason();
        return new Webhook(
                row.getWebhookId(),
                row.getVersion(),
                row.getProjectId(),
                new WebhookData(
                        new WebhookAddress(row.getUrl()),
                        Set.of(row.getEventTypes()),
                        row.getFolder(),
                        row.getDescription()),
                WebhookState.ofWireName(row.getState()),
                reason == null ? null : PauseReason.ofWireName(reason),
                row.getFailingSince(),
                row.getLastAttemptAt(),
                row.getOldSecretUntil(),
                row.getCreatedBy(),
                row.getCreatedAt());
    }
}
