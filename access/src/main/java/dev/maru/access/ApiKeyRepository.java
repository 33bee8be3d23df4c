package dev.maru.access;

import static dev.maru.db.access.Tables.API_KEY;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.val;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.Scope;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.db.access.tables.records.ApiKeyRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Rows of API keys; of a secret only the digest. */
@Component
class ApiKeyRepository {
    void insert(TenantTx tx, ApiKey key, byte[] digest) {
        tx.sql()
                .insertInto(API_KEY)
                .set(API_KEY.TENANT_ID, tx.tenant())
                .set(API_KEY.PROJECT_ID, key.project())
                .set(API_KEY.API_KEY_ID, key.id())
                .set(API_KEY.NAME, key.data().name())
                .set(API_KEY.PREFIX, key.prefix())
                .set(API_KEY.DIGEST, digest)
                .set(API_KEY.SCOPES, texts(key.data().scopes(), Scope::wireName))
                .set(API_KEY.MODELS, texts(key.data().models(), model -> model))
                .set(API_KEY.IP_RANGES, texts(key.data().ipRanges(), IpRange::value))
                .set(API_KEY.CREATED_BY, key.createdBy())
                .set(API_KEY.CREATED_AT, key.createdAt())
                .set(API_KEY.EXPIRES_AT, key.data().expiresAt())
                .set(API_KEY.ROTATED_FROM, key.rotatedFrom())
                .execute();
    }

    Optional<ApiKey> find(TenantTx tx, ProjectId project, ApiKeyId key) {
        return tx.sql()
                .selectFrom(API_KEY)
                .where(API_KEY.TENANT_ID.eq(tx.tenant()))
                .and(API_KEY.PROJECT_ID.eq(project))
                .and(API_KEY.API_KEY_ID.eq(key))
                .fetchOptional(ApiKeyRepository::toKey);
    }

    /** Like {@link #find}, and nobody else changes it until the transaction ends. */
    Optional<ApiKey> lock(TenantTx tx, ProjectId project, ApiKeyId key) {
        return tx.sql()
                .selectFrom(API_KEY)
                .where(API_KEY.TENANT_ID.eq(tx.tenant()))
                .and(API_KEY.PROJECT_ID.eq(project))
                .and(API_KEY.API_KEY_ID.eq(key))
                .forUpdate()
                .fetchOptional(ApiKeyRepository::toKey);
    }

    void revoke(TenantTx tx, ApiKey key, Instant at) {
        tx.sql()
                .update(API_KEY)
                .set(API_KEY.REVOKED_AT, at)
                .set(API_KEY.VERSION, API_KEY.VERSION.plus(1))
                .where(API_KEY.TENANT_ID.eq(tx.tenant()))
                .and(API_KEY.PROJECT_ID.eq(key.project()))
                .and(API_KEY.API_KEY_ID.eq(key.id()))
                .execute();
    }

    void markRotated(TenantTx tx, ApiKey key, ApiKeyId successor, Instant endsAt) {
        tx.sql()
                .update(API_KEY)
                .set(API_KEY.ROTATED_TO, successor)
                .set(API_KEY.EXPIRES_AT, endsAt)
                .set(API_KEY.VERSION, API_KEY.VERSION.plus(1))
                .where(API_KEY.TENANT_ID.eq(tx.tenant()))
                .and(API_KEY.PROJECT_ID.eq(key.project()))
                .and(API_KEY.API_KEY_ID.eq(key.id()))
                .execute();
    }

    /** The key of a digest, whichever tenant it belongs to. */
    Optional<KnownKey> known(SystemTx tx, byte[] digest) {
        return tx.sql()
                .selectFrom(API_KEY)
                .where(API_KEY.DIGEST.eq(digest))
                .fetchOptional(row -> KnownKey.of(row.getTenantId(), toKey(row), row.getDigest()));
    }

    void markUsed(SystemTx tx, TenantId tenant, ProjectId project, ApiKeyId key, Instant at) {
        tx.sql()
                .update(API_KEY)
                .set(API_KEY.LAST_USED_AT, greatest(API_KEY.LAST_USED_AT, val(at, API_KEY.LAST_USED_AT)))
                .where(API_KEY.TENANT_ID.eq(tenant))
                .and(API_KEY.PROJECT_ID.eq(project))
                .and(API_KEY.API_KEY_ID.eq(key))
                .execute();
    }

    static ApiKey toKey(ApiKeyRecord row) {
        return new ApiKey(
                row.getApiKeyId(),
                row.getVersion(),
                row.getProjectId(),
                new ApiKeyData(
                        row.getName(),
                        scopes(row.getScopes()),
                        Set.of(row.getModels()),
                        Stream.of(row.getIpRanges()).map(IpRange::new).collect(Collectors.toSet()),
                        row.getExpiresAt()),
                row.getPrefix(),
                row.getCreatedBy(),
                row.getCreatedAt(),
                row.getRevokedAt(),
                row.getRotatedFrom(),
                row.getRotatedTo(),
                row.getLastUsedAt());
    }

    private static Set<Scope> scopes(String[] names) {
        return Stream.of(names)
                .map(name -> Scope.ofWireName(name)
                        .orElseThrow(() -> new IllegalStateException("unknown scope in a row: " + name)))
                .collect(Collectors.toSet());
    }

    private static <T> String[] texts(Collection<T> values, Function<T, String> text) {
        return values.stream().map(text).sorted().toArray(String[]::new);
    }
}
