package dev.maru.prompts;

import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.id.ReleaseId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.platform.change.ChangeFeed;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Moves labels: the row, its history, the audit row and the change that replicas wait for, whoever asks for it. */
@Component
class LabelMoves {
    private final PromptRepository prompts;
    private final ProtectionRepository protections;
    private final SplitRepository splits;
    private final SearchIndex search;
    private final ObjectProvider<ReleaseGate> gates;
    private final AuditTrail audit;
    private final ChangeFeed changes;
    private final PromptAnnouncements announcements;

    LabelMoves(
            PromptRepository prompts,
            ProtectionRepository protections,
            SplitRepository splits,
            SearchIndex search,
            ObjectProvider<ReleaseGate> gates,
            AuditTrail audit,
            ChangeFeed changes,
            PromptAnnouncements announcements) {
        this.prompts = prompts;
        this.protections = protections;
        this.splits = splits;
        this.search = search;
        this.gates = gates;
        this.audit = audit;
        this.changes = changes;
        this.announcements = announcements;
    }

    /** A label on its way from one version to another; null is nowhere. */
    record Move(
            PromptLabel label,
            @Nullable Integer from,
            @Nullable Integer to,
            boolean rollback,
            String reason,
            Instant at) {
        static Move first(PromptLabel label, Instant at) {
            return new Move(label, null, 1, false, Release.CREATED, at);
        }

        String action() {
            return to == null ? "prompt.label_removed" : rollback ? "prompt.rolled_back" : "prompt.released";
        }

        Map<String, String> details() {
            return Map.of(
                    "label",
                    label.value(),
                    "from",
                    from == null ? "" : from.toString(),
                    "to",
                    to == null ? "" : to.toString(),
                    "reason",
                    reason);
        }
    }

    Release move(TenantTx tx, Caller caller, Prompt prompt, Move move) {
        var project = caller.requireProject();
        var release = new Release(
                ReleaseId.next(),
                prompt.id(),
                move.label,
                move.from,
                move.to,
                move.reason,
                caller.actor().name(),
                move.at);
        if (move.to == null) {
            prompts.removeLabel(tx, project, prompt.id(), move.label);
        } else {
            prompts.setLabel(tx, project, prompt.id(), move.label, move.to, move.at);
        }
        // Its shares were set against the version that the label named.
        splits.running(tx, project, prompt.id(), move.label)
                .ifPresent(split -> splits.end(
                        tx,
                        project,
                        split.id(),
                        Split.State.FINISHED,
                        "the label was moved",
                        caller.actor().name(),
                        move.at));
        prompts.touch(tx, project, prompt.id(), move.at);
        prompts.append(tx, project, release, move.rollback, Authors.id(caller));
        search.refresh(tx, project, prompt.id());
        audit.record(
                tx,
                caller,
                AuditEvent.of(move.action(), prompt.id(), prompt.name().value()).with(move.details()));
        changes.bump(tx, PromptChange.KIND);
        announcements.labelMoved(tx, caller, prompt, move);
        return release;
    }

    ReleaseTerms terms(TenantTx tx, Caller caller, PromptName prompt, PromptLabel label) {
        return ReleaseTerms.of(protections.all(tx, caller.requireProject()), prompt, label);
    }

    /** Refuses a caller who may not move this label without asking others. */
    ReleaseTerms requireFree(TenantTx tx, Caller caller, Prompt prompt, PromptLabel label) {
        var terms = terms(tx, caller, prompt.name(), label);
        if (terms.letsRelease(caller.may(Permission.MANAGE_PROMPTS))) {
            return terms;
        }
        throw new PlatformException(
                PromptError.PROMPT_LABEL_PROTECTED,
                label + " of " + prompt.name() + " is protected: a release needs "
                        + (terms.approvals() == 0
                                ? "somebody who manages prompts"
                                : terms.approvals() == 1
                                        ? "the approval of somebody else"
                                        : "the approval of " + terms.approvals() + " others")
                        + ". Request the release instead.");
    }

    /** Refuses a version that a required gate did not pass. */
    void requireGates(TenantTx tx, Caller caller, Prompt prompt, int version, Iterable<String> required) {
        for (var gate : required) {
            var runner = gates.getIfAvailable();
            var verdict = runner == null
                    ? new ReleaseGate.Verdict(false, "nobody runs gates here")
                    : runner.judge(tx, caller.requireProject(), gate, prompt.id(), version);
            if (!verdict.passed()) {
                throw new PlatformException(
                        PromptError.PROMPT_GATE_NOT_PASSED,
                        "Version " + version + " of " + prompt.name() + " did not pass the gate " + gate + ": "
                                + verdict.reason() + ".");
            }
        }
    }

    static void requireUnmanaged(PromptLabel label) {
        if (label.isManaged()) {
            throw new PlatformException(
                    PromptError.PROMPT_LABEL_MANAGED,
                    label + " always names the newest version; release another label instead.");
        }
    }
}
