package dev.maru.prompts;

import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.id.PromptId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.platform.change.ChangeFeed;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Begins and ends splits of labels; who may move a label may split it. */
@Service
public class SplitService {
    private final TenantDb db;
    private final PromptRepository prompts;
    private final SplitRepository splits;
    private final ReleaseRequestRepository requests;
    private final ReleaseService releases;
    private final LabelMoves moves;
    private final AuditTrail audit;
    private final ChangeFeed changes;
    private final Clock clock;

    SplitService(
            TenantDb db,
            PromptRepository prompts,
            SplitRepository splits,
            ReleaseRequestRepository requests,
            ReleaseService releases,
            LabelMoves moves,
            AuditTrail audit,
            ChangeFeed changes,
            Clock clock) {
        this.db = db;
        this.prompts = prompts;
        this.splits = splits;
        this.requests = requests;
        this.releases = releases;
        this.moves = moves;
        this.audit = audit;
        this.changes = changes;
        this.clock = clock;
    }

    /** How a label is to be split; see {@link Split}. */
    public record Plan(
            PromptLabel label,
            List<Split.Variant> variants,
            Map<String, List<String>> conditions,
            @Nullable SplitGuard guard) {}

    /** Running and ended ones, newest first. */
    public List<Split> of(Caller caller, PromptId prompt) {
        caller.require(Permission.READ_PROMPTS);
        return db.inTenant(caller.tenant(), tx -> splits.of(tx, caller.requireProject(), prompt));
    }

    /**
     * Begins a split; where one of the same versions under the same conditions runs already, changes its shares and its
     * guard. A share that grows keeps everybody who had the variant before. Of a protected label only versions that
     * others approved for it get a share.
     */
    public Split start(Caller caller, PromptId prompt, Plan plan) {
        caller.require(Permission.RELEASE_PROMPTS);
        LabelMoves.requireUnmanaged(plan.label());
        return db.inTenant(caller.tenant(), tx -> {
            var current = lock(tx, caller, prompt);
            PromptService.requireLive(current);
            for (var variant : plan.variants()) {
                requireAllowed(tx, caller, current, plan.label(), variant.version());
            }
            return begin(tx, caller, current, plan);
        });
    }

    /** Who may was looked at before. */
    Split begin(TenantTx tx, Caller caller, Prompt current, Plan plan) {
        var split = requireSense(current, plan).by(caller.actor().name(), now());
        var gates = moves.terms(tx, caller, current.name(), plan.label()).gates();
        for (var variant : split.variants()) {
            moves.requireGates(tx, caller, current, variant.version(), gates);
            releases.checkComposition(tx, caller, current, variant.version());
        }
        if (splits.insert(tx, caller.requireProject(), split, Authors.id(caller))) {
            record(tx, caller, "prompt.split_started", current, split);
            return split;
        }
        return resize(tx, caller, current, split);
    }

    /** Refuses what could not be begun: a label that names nothing, a version that is not there or live already. */
    Split requireSense(Prompt current, Plan plan) {
        var live = requireLabel(current, plan.label());
        var split = Split.planned(current.id(), plan);
        for (var variant : split.variants()) {
            if (ReleaseService.requireVersion(current, variant.version()) == live) {
                throw PlatformException.invalid(
                        "variants", plan.label() + " names version " + variant.version() + " itself; it gets the rest");
            }
        }
        return split;
    }

    /** Lets through who may release alone, and a version that others approved for the split that runs, by today's terms. */
    private void requireAllowed(TenantTx tx, Caller caller, Prompt current, PromptLabel label, int version) {
        var project = caller.requireProject();
        var terms = moves.terms(tx, caller, current.name(), label);
        // An approval belongs to the split that it began: one that was ended or stopped is approved anew.
        var approved = splits.running(tx, project, current.id(), label).stream()
                .flatMap(split -> requests.behind(tx, project, split.id()).stream())
                .anyMatch(request -> request.version() == version && terms.areMetBy(request));
        if (!approved) {
            var unused = moves.requireFree(tx, caller, current, label);
        }
    }

    private Split resize(TenantTx tx, Caller caller, Prompt current, Split wanted) {
        var running = splits.running(tx, caller.requireProject(), current.id(), wanted.label())
                .orElseThrow();
        var resized = running.resizedAs(wanted)
                .orElseThrow(
                        () -> new PlatformException(
                                PromptError.PROMPT_LABEL_SPLIT,
                                wanted.label() + " of " + current.name()
                                        + " is split already among other versions or under other conditions; end that split first."));
        splits.resize(tx, caller.requireProject(), resized);
        record(tx, caller, "prompt.split_changed", current, resized);
        return resized;
    }

    /**
     * Ends a split.
     *
     * @param promote the variant that the label names from now on, null to stay with the version that it names
     */
    public void finish(Caller caller, PromptId prompt, PromptLabel label, @Nullable Integer promote, String reason) {
        caller.require(Permission.RELEASE_PROMPTS);
        var because = ReleaseService.checkReason(reason);
        db.runInTenant(caller.tenant(), tx -> {
            var current = lock(tx, caller, prompt);
            var running = splits.running(tx, caller.requireProject(), prompt, label)
                    .orElseThrow(() -> new PlatformException(
                            PromptError.PROMPT_SPLIT_NOT_FOUND, label + " of " + current.name() + " is not split."));
            if (promote == null) {
                // Back to a version that was released before: nobody has to approve that again.
                end(tx, caller, current, running, Split.State.FINISHED, because);
                return;
            }
            PromptService.requireLive(current);
            if (running.variants().stream().noneMatch(variant -> variant.version() == promote)) {
                throw PlatformException.invalid("promote", "version " + promote + " is no variant of the split");
            }
            requireAllowed(tx, caller, current, label, promote);
            var terms = moves.terms(tx, caller, current.name(), label);
            moves.requireGates(tx, caller, current, promote, terms.gates());
            // Moving the label ends the split.
            var unused = releases.release(tx, caller, current, label, promote, because);
        });
    }

    /** Ends a split whose variant did worse, on behalf of its guard. */
    void stop(Caller platform, Split split, String reason) {
        db.runInTenant(platform.tenant(), tx -> {
            var current = lock(tx, platform, split.prompt());
            end(tx, platform, current, split, Split.State.STOPPED, reason);
        });
    }

    private void end(TenantTx tx, Caller caller, Prompt prompt, Split split, Split.State state, String reason) {
        if (splits.end(
                tx,
                caller.requireProject(),
                split.id(),
                state,
                reason,
                caller.actor().name(),
                now())) {
            record(
                    tx,
                    caller,
                    state == Split.State.STOPPED ? "prompt.split_stopped" : "prompt.split_finished",
                    prompt,
                    split);
        }
    }

    private Prompt lock(TenantTx tx, Caller caller, PromptId prompt) {
        return prompts.lock(tx, caller.requireProject(), prompt).orElseThrow(() -> PromptProblems.unknown(prompt));
    }

    private static int requireLabel(Prompt prompt, PromptLabel label) {
        var live = prompt.labels().get(label);
        if (live == null) {
            throw PromptProblems.noSuchLabel(prompt.name(), label);
        }
        return live;
    }

    private void record(TenantTx tx, Caller caller, String action, Prompt prompt, Split split) {
        audit.record(
                tx,
                caller,
                AuditEvent.of(action, prompt.id(), prompt.name().value())
                        .with(Map.of(
                                "split",
                                split.id().toString(),
                                "label",
                                split.label().value(),
                                "variants",
                                SplitJson.variants(split.variants()).toString())));
        changes.bump(tx, PromptChange.KIND);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
