package dev.maru.prompts;

import dev.maru.core.id.PromptId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.TemplateText;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Moves labels at once, by whoever may; what others have to approve goes through {@link ReleaseRequestService}. */
@Service
public class ReleaseService {
    private static final int MAX_REASON = 500;

    private final TenantDb db;
    private final PromptRepository prompts;
    private final CompositionCheck composition;
    private final LabelMoves moves;
    private final Clock clock;

    ReleaseService(TenantDb db, PromptRepository prompts, CompositionCheck composition, LabelMoves moves, Clock clock) {
        this.db = db;
        this.prompts = prompts;
        this.composition = composition;
        this.moves = moves;
        this.clock = clock;
    }

    /** Moves a label to a version; moving it to where it is changes nothing and returns the release that put it there. */
    public Release release(
            Caller caller, PromptId prompt, PromptLabel label, int version, ExpectedRelease expected, String reason) {
        caller.require(Permission.RELEASE_PROMPTS);
        LabelMoves.requireUnmanaged(label);
        var because = checkReason(reason);
        return change(caller, prompt, (tx, current) -> {
            var terms = moves.requireFree(tx, caller, current, label);
            requireExpected(expected, current, label);
            moves.requireGates(tx, caller, current, requireVersion(current, version), terms.gates());
            return release(tx, caller, current, label, version, because);
        });
    }

    /** Moves several labels to a version, all of them or none. */
    public void releaseAll(Caller caller, PromptId prompt, Collection<PromptLabel> labels, int version, String reason) {
        caller.require(Permission.RELEASE_PROMPTS);
        labels.forEach(LabelMoves::requireUnmanaged);
        var because = checkReason(reason);
        var unused = change(caller, prompt, (tx, seen) -> {
            int known = requireVersion(seen, version);
            var moved = new ArrayList<Release>();
            for (var label : labels) {
                // Anew, with the labels that were moved before.
                var current = prompts.lock(tx, caller.requireProject(), prompt).orElseThrow();
                var terms = moves.requireFree(tx, caller, current, label);
                moves.requireGates(tx, caller, current, known, terms.gates());
                moved.add(release(tx, caller, current, label, known, because));
            }
            return moved;
        });
    }

    /** Releases what may be released by now: the rights were looked at before. */
    Release release(TenantTx tx, Caller caller, Prompt current, PromptLabel label, int version, String reason) {
        var from = current.labels().get(label);
        if (from == null && current.labels().size() >= NewPrompt.MAX_LABELS) {
            throw PlatformException.invalid(
                    "label", "a prompt has at most " + NewPrompt.MAX_LABELS + " labels; remove one");
        }
        if (from != null && from == version) {
            return prompts.lastRelease(tx, caller.requireProject(), current.id(), label, version)
                    .orElseThrow(() -> new IllegalStateException("a label without its release"));
        }
        checkComposition(tx, caller, current, version);
        composition.requireTaken(
                tx, caller.requireProject(), current, label, version, body(tx, caller, current, version));
        return moves.move(tx, caller, current, new LabelMoves.Move(label, from, version, false, reason, now()));
    }

    /**
     * Moves a label back to the version that it named before the current one was released; a second rollback goes one
     * further back. Who manages prompts may roll a protected label back alone: that version was approved before.
     */
    public Release rollback(Caller caller, PromptId prompt, PromptLabel label, String reason) {
        caller.require(Permission.RELEASE_PROMPTS);
        LabelMoves.requireUnmanaged(label);
        var because = checkReason(reason);
        return change(caller, prompt, (tx, current) -> {
            requireFreeOrManaged(tx, caller, current, label);
            int from = requireLabel(current, label);
            var before = prompts.lastForwardRelease(tx, caller.requireProject(), prompt, label, from)
                    .map(Release::from)
                    .orElseThrow(() -> new PlatformException(
                            PromptError.PROMPT_NO_EARLIER_RELEASE,
                            label + " of " + current.name() + " never named another version before version " + from
                                    + "; release one instead."));
            checkComposition(tx, caller, current, before);
            composition.requireTaken(
                    tx, caller.requireProject(), current, label, before, body(tx, caller, current, before));
            return moves.move(tx, caller, current, new LabelMoves.Move(label, from, before, true, because, now()));
        });
    }

    public Release removeLabel(Caller caller, PromptId prompt, PromptLabel label, String reason) {
        caller.require(Permission.RELEASE_PROMPTS);
        LabelMoves.requireUnmanaged(label);
        var because = checkReason(reason);
        return change(caller, prompt, (tx, current) -> {
            requireFreeOrManaged(tx, caller, current, label);
            int from = requireLabel(current, label);
            composition.requireUnused(tx, caller.requireProject(), current, label);
            return moves.move(tx, caller, current, new LabelMoves.Move(label, from, null, false, because, now()));
        });
    }

    private void requireFreeOrManaged(TenantTx tx, Caller caller, Prompt current, PromptLabel label) {
        if (!caller.may(Permission.MANAGE_PROMPTS)) {
            var unused = moves.requireFree(tx, caller, current, label);
        }
    }

    /** What a version refers to may have changed since it was written. */
    void checkComposition(TenantTx tx, Caller caller, Prompt prompt, int number) {
        var body = body(tx, caller, prompt, number);
        var unused = composition.check(tx, caller.requireProject(), prompt.id(), prompt.name(), body);
    }

    private PromptBody body(TenantTx tx, Caller caller, Prompt prompt, int number) {
        return prompts.version(tx, caller.requireProject(), prompt.id(), number)
                .orElseThrow(() -> new IllegalStateException(prompt.id() + " lacks version " + number))
                .version()
                .body();
    }

    private <T> T change(Caller caller, PromptId prompt, BiFunction<TenantTx, Prompt, T> work) {
        var project = caller.requireProject();
        return db.inTenant(caller.tenant(), tx -> {
            var current = prompts.lock(tx, project, prompt).orElseThrow(() -> PromptProblems.unknown(prompt));
            PromptService.requireLive(current);
            return work.apply(tx, current);
        });
    }

    static int requireVersion(Prompt prompt, int version) {
        if (version < 1 || version > prompt.latest()) {
            throw PromptProblems.noSuchVersion(prompt.name(), version, prompt.latest());
        }
        return version;
    }

    private static int requireLabel(Prompt prompt, PromptLabel label) {
        var version = prompt.labels().get(label);
        if (version == null) {
            throw PromptProblems.noSuchLabel(prompt.name(), label);
        }
        return version;
    }

    static void requireExpected(ExpectedRelease expected, Prompt prompt, PromptLabel label) {
        var live = prompt.labels().get(label);
        if (expected instanceof ExpectedRelease.Exactly(var seen) && !Objects.equals(seen, live)) {
            throw new PlatformException(
                    CoreError.STALE_VERSION,
                    label + " of " + prompt.name() + " names " + named(live) + " by now, not " + named(seen)
                            + " as when you began; compare and release again.");
        }
    }

    static String named(@Nullable Integer version) {
        return version == null ? "no version" : "version " + version;
    }

    static String checkReason(String reason) {
        TemplateText.checkText("reason", reason);
        if (reason.length() > MAX_REASON) {
            throw PlatformException.invalid("reason", "use at most " + MAX_REASON + " characters");
        }
        return reason.strip();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
