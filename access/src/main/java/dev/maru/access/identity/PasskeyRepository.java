package dev.maru.access.identity;

import static dev.maru.db.access.Tables.USER_CREDENTIALS;

import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.SystemTx;
import java.nio.ByteBuffer;
import java.util.List;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.stereotype.Component;

/** Rows of passkeys, as a person sees them; Spring Security writes them. */
@Component
class PasskeyRepository {
    List<Passkey> of(SystemTx tx, UserId user) {
        return tx.sql()
                .selectFrom(USER_CREDENTIALS)
                .where(USER_CREDENTIALS.USER_ENTITY_USER_ID.eq(handle(user).toBase64UrlString()))
                .orderBy(USER_CREDENTIALS.CREATED)
                .fetch(row -> new Passkey(row.getCredentialId(), row.getLabel(), row.getCreated(), row.getLastUsed()));
    }

    /** Whether it was the person's and is gone now. */
    boolean delete(SystemTx tx, UserId user, String credential) {
        return tx.sql()
                        .deleteFrom(USER_CREDENTIALS)
                        .where(USER_CREDENTIALS.CREDENTIAL_ID.eq(credential))
                        .and(USER_CREDENTIALS.USER_ENTITY_USER_ID.eq(
                                handle(user).toBase64UrlString()))
                        .execute()
                == 1;
    }

    /** The user handle of WebAuthn: the id of the person, which says nothing about them. */
    static Bytes handle(UserId user) {
        var id = user.value();
        return new Bytes(ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
    }
}
