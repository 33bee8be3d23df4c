package dev.maru.access.identity;

import static dev.maru.db.access.Tables.OAUTH2_AUTHORIZATION;
import static dev.maru.db.access.Tables.OAUTH2_REGISTERED_CLIENT;
import static org.jooq.impl.DSL.greatest;

import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.SystemTx;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Rows that Spring's authorization server keeps, as far as it does not tidy them itself. */
@Component
class AuthorizationRepository {
    /** One at a time registers clients. */
    void lockClients(SystemTx tx) {
        tx.sql().execute("select pg_advisory_xact_lock(hashtextextended('registered-client', 0))");
    }

    boolean hasClient(SystemTx tx, String clientId) {
        return tx.sql().fetchExists(OAUTH2_REGISTERED_CLIENT, OAUTH2_REGISTERED_CLIENT.CLIENT_ID.eq(clientId));
    }

    void deleteOf(SystemTx tx, UserId user) {
        tx.sql()
                .deleteFrom(OAUTH2_AUTHORIZATION)
                .where(OAUTH2_AUTHORIZATION.PRINCIPAL_NAME.eq(user.toString()))
                .execute();
    }

    /** Those of which no code and no token is alive any more. */
    void deleteExpired(SystemTx tx, Instant before) {
        tx.sql()
                .deleteFrom(OAUTH2_AUTHORIZATION)
                .where(greatest(
                                OAUTH2_AUTHORIZATION.AUTHORIZATION_CODE_EXPIRES_AT,
                                OAUTH2_AUTHORIZATION.ACCESS_TOKEN_EXPIRES_AT,
                                OAUTH2_AUTHORIZATION.REFRESH_TOKEN_EXPIRES_AT)
                        .lt(before))
                .execute();
    }
}
