package dev.maru.access.audit;

import dev.maru.core.id.AuditId;
import dev.maru.core.id.TenantId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One link of a tenant's hash chain: SHA-256 over the link before and every field of one entry. */
record Seal(long seq, AuditId auditId, byte[] previous, byte[] hash) {
    private static final byte[] ORIGIN = new byte[32];

    /** The link that follows, or the first one. */
    static Seal after(@Nullable Seal last, TenantId tenant, AuditEntry entry) {
        long seq = last == null ? 1 : last.seq + 1;
        var previous = last == null ? ORIGIN : last.hash;
        return new Seal(seq, entry.id(), previous, hash(previous, seq, tenant, entry));
    }

    /** Whether this link says what it should about the entry. */
    boolean holds(TenantId tenant, AuditEntry entry) {
        return MessageDigest.isEqual(hash, hash(previous, seq, tenant, entry));
    }

    boolean follows(@Nullable Seal last) {
        return seq == (last == null ? 1 : last.seq + 1)
                && MessageDigest.isEqual(previous, last == null ? ORIGIN : last.hash);
    }

    private static byte[] hash(byte[] previous, long seq, TenantId tenant, AuditEntry entry) {
        var digest = sha256();
        digest.update(previous);
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seq).flip());
        put(digest, tenant.toString());
        put(digest, entry.id().toString());
        put(digest, entry.project());
        put(digest, entry.at().getEpochSecond() + "." + entry.at().getNano() / 1000);
        put(digest, entry.actorKind().name());
        put(digest, entry.actorId());
        put(digest, entry.actorName());
        put(digest, entry.action());
        put(digest, entry.targetId());
        put(digest, entry.targetName());
        new TreeMap<>(entry.details()).forEach((name, value) -> {
            put(digest, name);
            put(digest, value);
        });
        put(digest, entry.requestId());
        put(digest, entry.address());
        return digest.digest();
    }

    /** With its length in front, so that no two lists of fields give the same bytes. */
    private static void put(MessageDigest digest, @Nullable Object field) {
        var bytes = field == null ? null : field.toString().getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(bytes == null ? -1 : bytes.length)
                .flip());
        if (bytes != null) {
            digest.update(bytes);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
