package dev.maru.access;

import static dev.maru.db.access.Tables.API_KEY;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.ProjectId;
import dev.maru.core.page.Cursor;
import dev.maru.core.page.Page;
import dev.maru.core.tenancy.TenantTx;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The list of a project's keys, newest first. */
@Component
class ApiKeyQuery {
    Page<ApiKey> page(TenantTx tx, ProjectId project, @Nullable Cursor after, int limit) {
        var from = after == null
                ? DSL.noCondition()
                : API_KEY.API_KEY_ID.lt(ApiKeyId.parse(after.position().getFirst()));
        var rows = tx.sql()
                .selectFrom(API_KEY)
                .where(API_KEY.TENANT_ID.eq(tx.tenant()))
                .and(API_KEY.PROJECT_ID.eq(project))
                .and(from)
                .orderBy(API_KEY.API_KEY_ID.desc())
                .limit(limit + 1)
                .fetch(ApiKeyRepository::toKey);
        return Page.of(rows, limit, key -> Cursor.of(key.id().toString()));
    }
}
