package dev.maru.access.audit;

import dev.maru.core.id.AuditId;
import dev.maru.core.id.TenantId;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Follows a tenant's chain from its beginning and stops at the first link that does not hold. */
final class ChainWalk {
    private final TenantId tenant;
    private @Nullable Seal last;
    private long sealed;
    private @Nullable AuditId brokenAt;
    private @Nullable String finding;

    ChainWalk(TenantId tenant) {
        this.tenant = tenant;
    }

    /** Whether the walk can go on. */
    boolean accept(AuditRepository.Link link) {
        finding = fault(link);
        if (finding != null) {
            brokenAt = link.seal().auditId();
            return false;
        }
        last = link.seal();
        sealed++;
        return true;
    }

    private @Nullable String fault(AuditRepository.Link link) {
        if (!link.seal().follows(last)) {
            return "a link is missing or was moved";
        }
        if (link.entry().isEmpty()) {
            return "the entry was deleted";
        }
        return link.seal().holds(tenant, link.entry().get()) ? null : "the entry was changed";
    }

    boolean isIntact() {
        return finding == null;
    }

    AuditVerification result(long waiting) {
        return new AuditVerification(sealed, waiting, brokenAt, finding, head());
    }

    AuditVerification broken(long waiting, AuditId at, String why) {
        return new AuditVerification(sealed, waiting, at, why, head());
    }

    private @Nullable String head() {
        return last == null ? null : HexFormat.of().formatHex(last.hash());
    }
}
