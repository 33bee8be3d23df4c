package dev.maru.access;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemDb;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** When each key was last used, written every ten seconds. */
@Component
class ApiKeyUse implements DisposableBean {
    private final LastUse<KeyRow> lastUse;

    ApiKeyUse(SystemDb db, ApiKeyRepository keys, Clock clock) {
        this.lastUse = new LastUse<>(
                db,
                clock,
                Duration.ofSeconds(10),
                (tx, row, at) -> keys.markUsed(tx, row.tenant, row.project, row.key, at));
    }

    void mark(KnownKey key) {
        lastUse.mark(new KeyRow(key.tenant(), key.project(), key.id()));
    }

    void flush() {
        lastUse.flush();
    }

    @Override
    public void destroy() {
        lastUse.close();
    }

    private record KeyRow(TenantId tenant, ProjectId project, ApiKeyId key) {}
}
