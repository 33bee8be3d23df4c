package dev.maru.access.audit;

import dev.maru.core.id.AuditId;
import org.jspecify.annotations.Nullable;

/**
 * Whether the sealed entries of a tenant are still as they were written.
 *
 * @param sealed entries in the chain
 * @param waiting entries written but not sealed yet
 * @param finding what is wrong with the first bad link, null if nothing is
 */
public record AuditVerification(
        long sealed,
        long waiting,
        @Nullable AuditId brokenAt,
        @Nullable String finding,
        @Nullable String headHash) {
    public boolean intact() {
        return finding == null;
    }
}
