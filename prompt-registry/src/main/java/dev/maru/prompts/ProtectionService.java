package dev.maru.prompts;

import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.id.ProtectionId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** The rules of a project about who may write where and what a release takes. */
@Service
public class ProtectionService {
    private final TenantDb db;
    private final ProtectionRepository protections;
    private final ObjectProvider<ReleaseGate> gates;
    private final AuditTrail audit;
    private final Clock clock;

    ProtectionService(
            TenantDb db,
            ProtectionRepository protections,
            ObjectProvider<ReleaseGate> gates,
            AuditTrail audit,
            Clock clock) {
        this.db = db;
        this.protections = protections;
        this.gates = gates;
        this.audit = audit;
        this.clock = clock;
    }

    public List<Protection> list(Caller caller) {
        caller.require(Permission.READ_PROMPTS);
        return db.inTenant(caller.tenant(), tx -> protections.all(tx, caller.requireProject()));
    }

    /** What it takes to move a label of a prompt of this name. */
    public ReleaseTerms terms(Caller caller, PromptName prompt, PromptLabel label) {
        return ReleaseTerms.of(list(caller), prompt, label);
    }

    /** Whether gates can be required: somebody must run them. */
    public boolean hasGates() {
        return gates.getIfAvailable() != null;
    }

    public Protection add(
            Caller caller, String folder, @Nullable PromptLabel label, int approvals, @Nullable String gate) {
        caller.require(Permission.MANAGE_PROMPTS);
        var added = new Protection(
                ProtectionId.next(),
                folder,
                label,
                approvals,
                gate,
                caller.actor().name(),
                clock.instant());
        return db.inTenant(caller.tenant(), tx -> {
            requireGate(tx, caller, gate);
            if (!protections.insert(tx, caller.requireProject(), added)) {
                throw new PlatformException(
                        PromptError.PROMPT_PROTECTION_EXISTS,
                        "There is a protection of " + place(added) + " already; change that one.");
            }
            record(tx, caller, "prompt.protection_added", added);
            return added;
        });
    }

    /** Open requests keep the number of approvals that was asked for when they were made. */
    public Protection change(Caller caller, ProtectionId id, int approvals) {
        caller.require(Permission.MANAGE_PROMPTS);
        return db.inTenant(caller.tenant(), tx -> {
            var before = find(tx, caller, id);
            var after = new Protection(
                    id,
                    before.folder(),
                    before.label(),
                    approvals,
                    before.gate(),
                    before.createdBy(),
                    before.createdAt());
            var unused = protections.update(tx, caller.requireProject(), id, approvals);
            record(tx, caller, "prompt.protection_changed", after);
            return after;
        });
    }

    public void remove(Caller caller, ProtectionId id) {
        caller.require(Permission.MANAGE_PROMPTS);
        db.runInTenant(caller.tenant(), tx -> {
            var removed = find(tx, caller, id);
            protections.delete(tx, caller.requireProject(), id);
            record(tx, caller, "prompt.protection_removed", removed);
        });
    }

    private Protection find(TenantTx tx, Caller caller, ProtectionId id) {
        return protections
                .find(tx, caller.requireProject(), id)
                .orElseThrow(() -> new PlatformException(
                        PromptError.PROMPT_PROTECTION_NOT_FOUND, "There is no protection " + id + " in this project."));
    }

    private void requireGate(TenantTx tx, Caller caller, @Nullable String gate) {
        if (gate == null) {
            return;
        }
        var runner = gates.getIfAvailable();
        if (runner == null || !runner.knows(tx, caller.requireProject(), gate)) {
            throw PlatformException.invalid("gate", "there is no gate \"" + gate + "\" in this project");
        }
    }

    private void record(TenantTx tx, Caller caller, String action, Protection protection) {
        audit.record(
                tx,
                caller,
                AuditEvent.of(action, protection.id(), place(protection))
                        .with(Map.of("approvals", "" + protection.approvals())));
    }

    private static String place(Protection protection) {
        var where = protection.folder().isEmpty() ? "every prompt" : protection.folder() + "/";
        return protection.label() == null ? where : "the label " + protection.label() + " of " + where;
    }
}
