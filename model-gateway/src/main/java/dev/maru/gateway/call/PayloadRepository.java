package dev.maru.gateway.call;

import static dev.maru.db.gateway.Tables.CALL_PAYLOAD;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.RequestId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemTx;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Repository;

/** Stores what was said in calls, by the day on which it is forgotten. */
@Repository
class PayloadRepository {
    /** What went over the wire. */
    record Payload(
            TenantId tenant,
            ProjectId project,
            LocalDate expiresOn,
            RequestId requestId,
            byte[] request,
            byte[] response,
            boolean truncated) {}

    void append(SystemTx tx, List<Payload> payloads) {
        var insert = tx.sql()
                .insertInto(
                        CALL_PAYLOAD,
                        CALL_PAYLOAD.TENANT_ID,
                        CALL_PAYLOAD.PROJECT_ID,
                        CALL_PAYLOAD.EXPIRES_ON,
                        CALL_PAYLOAD.REQUEST_ID,
                        CALL_PAYLOAD.REQUEST,
                        CALL_PAYLOAD.RESPONSE,
                        CALL_PAYLOAD.TRUNCATED);
        for (var payload : payloads) {
            insert = insert.values(
                    payload.tenant(),
                    payload.project(),
                    payload.expiresOn(),
                    payload.requestId(),
                    payload.request(),
                    payload.response(),
                    payload.truncated());
        }
        insert.onConflictDoNothing().execute();
    }
}
