package dev.maru.access.identity;

import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.SystemDb;
import dev.maru.core.tenancy.SystemTx;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.stereotype.Component;

/** People as WebAuthn sees them; made from their row, so there is nothing to keep. */
@Component
class PasskeyUsers implements PublicKeyCredentialUserEntityRepository {
    private static final int HANDLE_BYTES = 16;

    private final SystemDb db;
    private final UserRepository users;

    PasskeyUsers(SystemDb db, UserRepository users) {
        this.db = db;
        this.users = users;
    }

    @Override
    public @Nullable PublicKeyCredentialUserEntity findById(Bytes handle) {
        if (handle.getBytes().length != HANDLE_BYTES) {
            return null;
        }
        var bytes = ByteBuffer.wrap(handle.getBytes());
        var user = new UserId(new UUID(bytes.getLong(), bytes.getLong()));
        return entity(tx -> users.find(tx, user));
    }

    /** By what an authentication of ours is named after: the person's id. */
    @Override
    public @Nullable PublicKeyCredentialUserEntity findByUsername(String name) {
        return entity(tx -> name.startsWith("usr_") ? users.find(tx, UserId.parse(name)) : Optional.empty());
    }

    private @Nullable PublicKeyCredentialUserEntity entity(Function<SystemTx, Optional<Person>> find) {
        return db.inSystem(find)
                .map(person -> ImmutablePublicKeyCredentialUserEntity.builder()
                        .id(PasskeyRepository.handle(person.id()))
                        .name(person.email())
                        .displayName(person.name())
                        .build())
                .orElse(null);
    }

    @Override
    public void save(PublicKeyCredentialUserEntity entity) {
        throw new IllegalStateException("a passkey needs a person who is known already");
    }

    @Override
    public void delete(Bytes handle) {
        throw new UnsupportedOperationException("people are not deleted with their passkeys");
    }
}
