package dev.maru.gateway.call;

import dev.maru.core.id.PromptId;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** How the versions of a prompt fare, from the facts of calls. */
@Service
public class PromptUsageService {
    private final TenantDb db;
    private final PromptUsageQuery query = new PromptUsageQuery();

    public PromptUsageService(TenantDb db) {
        this.db = db;
    }

    /**
     * Every version that was called from {@code from} (inclusive) to {@code to} (exclusive), newest first.
     *
     * @param label only calls that asked for this label, null for all
     */
    public List<VersionUsage> byVersion(
            Caller caller, PromptId prompt, @Nullable String label, Instant from, Instant to) {
        caller.require(Permission.READ_CALLS);
        var project = caller.requireProject();
        return db.inTenant(caller.tenant(), tx -> query.byVersion(tx, project, prompt, label, from, to));
    }

    /**
     * Every version of one split, among the callers that it means: those whose variant is {@code split:version}.
     *
     * @param split the id that variants begin with
     */
    public List<VersionUsage> bySplit(Caller caller, PromptId prompt, String split, Instant from, Instant to) {
        caller.require(Permission.READ_CALLS);
        var project = caller.requireProject();
        return db.inTenant(caller.tenant(), tx -> query.bySplit(tx, project, prompt, split, from, to));
    }
}
