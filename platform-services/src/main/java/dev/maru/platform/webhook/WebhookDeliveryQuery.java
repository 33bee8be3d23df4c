package dev.maru.platform.webhook;

import static dev.maru.db.platform.Tables.WEBHOOK_ATTEMPT;
import static dev.maru.db.platform.Tables.WEBHOOK_DELIVERY;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.WebhookDeliveryId;
import dev.maru.core.id.WebhookId;
import dev.maru.core.page.Cursor;
import dev.maru.core.page.Page;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.db.platform.tables.records.WebhookAttemptRecord;
import java.time.Duration;
import java.util.List;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What was and is to be delivered to a webhook, newest first. */
@Component
class WebhookDeliveryQuery {
    Page<WebhookDelivery> page(TenantTx tx, ProjectId project, WebhookId webhook, @Nullable Cursor after, int limit) {
        var from = after == null
                ? DSL.noCondition()
                : WEBHOOK_DELIVERY.WEBHOOK_DELIVERY_ID.lt(
                        WebhookDeliveryId.parse(after.position().getFirst()));
        var rows = tx.sql()
                .selectFrom(WEBHOOK_DELIVERY)
                .where(WebhookDeliveryRepository.of(tx, project, webhook))
                .and(from)
                .orderBy(WEBHOOK_DELIVERY.WEBHOOK_DELIVERY_ID.desc())
                .limit(limit + 1)
                .fetch(WebhookDeliveryRepository::toDelivery);
        return Page.of(rows, limit, delivery -> Cursor.of(delivery.id().toString()));
    }

    List<WebhookAttempt> attempts(TenantTx tx, ProjectId project, WebhookDelivery delivery) {
        return tx.sql()
                .selectFrom(WEBHOOK_ATTEMPT)
                .where(WEBHOOK_ATTEMPT.TENANT_ID.eq(tx.tenant()))
                .and(WEBHOOK_ATTEMPT.PROJECT_ID.eq(project))
                .and(WEBHOOK_ATTEMPT.WEBHOOK_ID.eq(delivery.webhook()))
                .and(WEBHOOK_ATTEMPT.WEBHOOK_DELIVERY_ID.eq(delivery.id()))
                .orderBy(WEBHOOK_ATTEMPT.NUMBER)
                .fetch(WebhookDeliveryQuery::toAttempt);
    }

    private static WebhookAttempt toAttempt(WebhookAttemptRecord row) {
        var fault = row.getFault();
        return new WebhookAttempt(
                row.getNumber(),
                row.getAttemptedAt(),
                Duration.ofMillis(row.getMillis()),
                row.getStatus(),
                fault == null ? null : DeliveryFault.ofWireName(fault),
                row.getAnswer());
    }
}
