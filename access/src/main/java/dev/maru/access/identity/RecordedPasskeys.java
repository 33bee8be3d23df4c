package dev.maru.access.identity;

import dev.maru.access.audit.AuditService;
import dev.maru.core.audit.AuditEvent;
import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.SystemDb;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;

/** Spring's store of passkeys, with an audit entry in the transaction that adds one. */
final class RecordedPasskeys implements UserCredentialRepository {
    private final UserCredentialRepository store;
    private final SystemDb db;
    private final UserRepository users;
    private final AuditService audit;

    RecordedPasskeys(UserCredentialRepository store, SystemDb db, UserRepository users, AuditService audit) {
        this.store = store;
        this.db = db;
        this.users = users;
        this.audit = audit;
    }

    /** Also called at each use, to count the signatures. */
    @Override
    public void save(CredentialRecord credential) {
        db.runInSystem(tx -> {
            boolean isNew = store.findByCredentialId(credential.getCredentialId()) == null;
            store.save(credential);
            if (isNew) {
                var handle = ByteBuffer.wrap(credential.getUserEntityUserId().getBytes());
                var user = new UserId(new UUID(handle.getLong(), handle.getLong()));
                users.find(tx, user)
                        .ifPresent(person -> audit.recordAbout(
                                tx,
                                user,
                                new Actor.Person(user, person.name()),
                                AuditEvent.of("person.passkey-added", user, person.name())));
            }
        });
    }

    @Override
    public @Nullable CredentialRecord findByCredentialId(Bytes credentialId) {
        return store.findByCredentialId(credentialId);
    }

    @Override
    public List<CredentialRecord> findByUserId(Bytes userId) {
        return store.findByUserId(userId);
    }

    @Override
    public void delete(Bytes credentialId) {
        throw new UnsupportedOperationException("people remove their passkeys through ProfileService");
    }
}
