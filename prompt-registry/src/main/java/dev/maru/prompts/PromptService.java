package dev.maru.prompts;

import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import dev.maru.core.id.ReleaseId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
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
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Changes prompts: every change is one transaction with its audit row. */
@Service
public class PromptService {
    private static final int MAX_REASON = 500;
    private static final int MAX_LABELS = 50;

    private final TenantDb db;
    private final PromptRepository prompts;
    private final AuditTrail audit;
    private final ChangeFeed changes;
    private final Clock clock;

    PromptService(TenantDb db, PromptRepository prompts, AuditTrail audit, ChangeFeed changes, Clock clock) {
        this.db = db;
        this.prompts = prompts;
        this.audit = audit;
        this.changes = changes;
        this.clock = clock;
    }

    public CreatedPrompt create(Caller caller, NewPrompt prompt) {
        caller.require(Permission.WRITE_PROMPTS);
        if (!prompt.labels().isEmpty()) {
            caller.require(Permission.RELEASE_PROMPTS);
        }
        prompt.labels().forEach(PromptService::requireUnmanaged);
        var project = caller.requireProject();
        var now = now();
        var version = version(caller, PromptId.next(), 1, prompt.draft(), now);
        var labels = new TreeMap<PromptLabel, Integer>();
        prompt.labels().forEach(label -> labels.put(label, 1));
        var created = new Prompt(
                version.prompt(),
                0,
                prompt.name(),
                version.body().kind(),
                prompt.description(),
                prompt.tags(),
                1,
                labels,
                null,
                now,
                now);
        db.runInTenant(caller.tenant(), tx -> {
            if (!prompts.insert(tx, project, created)) {
                throw nameTaken(tx, project, prompt.name());
            }
            prompts.append(tx, project, version, author(caller));
            record(
                    tx,
                    caller,
                    "prompt.created",
                    created,
                    Map.of("hash", version.hash().toString()));
            labels.keySet()
                    .forEach(label -> move(tx, caller, created, new Move(label, null, 1, false, Release.CREATED, now)));
            changes.bump(tx, PromptChange.KIND);
        });
        return new CreatedPrompt(created, version);
    }

    /**
     * Appends a version, unless the newest one has the same content.
     *
     * @param expectedLatest the newest version that the author saw; another one is refused as stale. Null appends anyway
     */
    public SavedVersion newVersion(
            Caller caller, PromptId prompt, @Nullable Integer expectedLatest, PromptDraft draft) {
        caller.require(Permission.WRITE_PROMPTS);
        return change(caller, prompt, (tx, current) -> {
            requireLive(current);
            if (draft.body().kind() != current.kind()) {
                throw new PlatformException(
                        PromptError.PROMPT_KIND_FIXED,
                        current.name() + " is a " + current.kind().wireName()
                                + " prompt and stays one; create another prompt for the other kind.");
            }
            var newest = content(tx, caller, current, current.latest());
            if (expectedLatest == null || expectedLatest == current.latest()) {
                return append(tx, caller, current, newest, draft);
            }
            throw new PlatformException(
                    CoreError.STALE_VERSION,
                    "You wrote this on top of version " + expectedLatest + " of " + current.name() + ", but version "
                            + current.latest() + " is the newest by now; compare the two and save again.");
        });
    }

    private SavedVersion append(TenantTx tx, Caller caller, Prompt current, VersionContent newest, PromptDraft draft) {
        var version = version(caller, current.id(), current.latest() + 1, draft, now());
        if (version.hash().equals(newest.hash())) {
            return new SavedVersion(newest.version(), true);
        }
        prompts.append(tx, caller.requireProject(), version, author(caller));
        prompts.update(tx, caller.requireProject(), current.withLatest(version.number(), version.createdAt()));
        record(
                tx,
                caller,
                "prompt.version_created",
                current,
                Map.of("version", "" + version.number(), "hash", version.hash().toString()));
        changes.bump(tx, PromptChange.KIND);
        return new SavedVersion(version, false);
    }

    /** Moves a label to a version; moving it to where it is changes nothing and returns the release that put it there. */
    public Release release(
            Caller caller, PromptId prompt, PromptLabel label, int version, ExpectedRelease expected, String reason) {
        caller.require(Permission.RELEASE_PROMPTS);
        requireUnmanaged(label);
        var because = checkReason(reason);
        return change(caller, prompt, (tx, current) -> {
            requireLive(current);
            requireVersion(current, version);
            var from = current.labels().get(label);
            requireExpected(expected, current, label, from);
            if (from == null && current.labels().size() >= MAX_LABELS) {
                throw PlatformException.invalid("label", "a prompt has at most " + MAX_LABELS + " labels; remove one");
            }
            if (from != null && from == version) {
                return prompts.lastRelease(tx, caller.requireProject(), prompt, label, version)
                        .orElseThrow(() -> new IllegalStateException("a label without its release"));
            }
            return move(tx, caller, current, new Move(label, from, version, false, because, now()));
        });
    }

    /**
     * Moves a label back to the version that it named before the current one was released; a second rollback goes one
     * further back.
     */
    public Release rollback(Caller caller, PromptId prompt, PromptLabel label, String reason) {
        caller.require(Permission.RELEASE_PROMPTS);
        requireUnmanaged(label);
        var because = checkReason(reason);
        return change(caller, prompt, (tx, current) -> {
            requireLive(current);
            int from = requireLabel(current, label);
            var before = prompts.lastForwardRelease(tx, caller.requireProject(), prompt, label, from)
                    .map(Release::from)
                    .orElseThrow(() -> new PlatformException(
                            PromptError.PROMPT_NO_EARLIER_RELEASE,
                            label + " of " + current.name() + " never named another version before version " + from
                                    + "; release one instead."));
            return move(tx, caller, current, new Move(label, from, before, true, because, now()));
        });
    }

    public Release removeLabel(Caller caller, PromptId prompt, PromptLabel label, String reason) {
        caller.require(Permission.RELEASE_PROMPTS);
        requireUnmanaged(label);
        var because = checkReason(reason);
        return change(
                caller,
                prompt,
                (tx, current) -> move(
                        tx,
                        caller,
                        current,
                        new Move(label, requireLabel(current, label), null, false, because, now())));
    }

    /**
     * Changes what people read about a prompt.
     *
     * @param version the optimistic lock that the author saw, null to write anyway
     */
    public Prompt describe(
            Caller caller, PromptId prompt, @Nullable Long version, String description, List<String> tags) {
        caller.require(Permission.WRITE_PROMPTS);
        var text = PromptTags.checkDescription(description);
        var checked = PromptTags.check(tags);
        return change(caller, prompt, (tx, current) -> {
            if (version != null && version != current.version()) {
                throw new PlatformException(
                        CoreError.STALE_VERSION,
                        "Somebody else edited " + current.name() + " in the meantime (edit " + current.version()
                                + ", yours began at " + version + "); look at it again and save.");
            }
            return update(tx, caller, current.withDescription(text, checked, now()), "prompt.edited");
        });
    }

    /** Takes a prompt out of lists and fetches; its name stays taken. */
    public Prompt archive(Caller caller, PromptId prompt) {
        caller.require(Permission.WRITE_PROMPTS);
        return change(
                caller,
                prompt,
                (tx, current) -> current.isArchived()
                        ? current
                        : update(tx, caller, current.withArchivedAt(now(), now()), "prompt.archived"));
    }

    public Prompt unarchive(Caller caller, PromptId prompt) {
        caller.require(Permission.WRITE_PROMPTS);
        return change(
                caller,
                prompt,
                (tx, current) -> current.isArchived()
                        ? update(tx, caller, current.withArchivedAt(null, now()), "prompt.unarchived")
                        : current);
    }

    /** Deletes a prompt with its versions and history; {@code typedName} must be its name. */
    public void delete(Caller caller, PromptId prompt, String typedName) {
        caller.require(Permission.WRITE_PROMPTS);
        change(caller, prompt, (tx, current) -> {
            if (!current.name().value().equals(typedName)) {
                throw PlatformException.invalid("name", "type " + current.name() + " to delete it");
            }
            prompts.delete(tx, caller.requireProject(), prompt);
            record(tx, caller, "prompt.deleted", current, Map.of("versions", "" + current.latest()));
            changes.bump(tx, PromptChange.KIND);
            return current;
        });
    }

    private <T> T change(Caller caller, PromptId prompt, BiFunction<TenantTx, Prompt, T> work) {
        var project = caller.requireProject();
        return db.inTenant(caller.tenant(), tx -> {
            var current = prompts.lock(tx, project, prompt).orElseThrow(() -> PromptProblems.unknown(prompt));
            return work.apply(tx, current);
        });
    }

    private Prompt update(TenantTx tx, Caller caller, Prompt changed, String action) {
        prompts.update(tx, caller.requireProject(), changed);
        record(tx, caller, action, changed, Map.of());
        changes.bump(tx, PromptChange.KIND);
        return changed;
    }

    /** A label on its way from one version to another; null is nowhere. */
    private record Move(
            PromptLabel label,
            @Nullable Integer from,
            @Nullable Integer to,
            boolean rollback,
            String reason,
            Instant at) {
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

    private Release move(TenantTx tx, Caller caller, Prompt prompt, Move move) {
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
        prompts.touch(tx, project, prompt.id(), move.at);
        prompts.append(tx, project, release, move.rollback, author(caller));
        record(tx, caller, move.action(), prompt, move.details());
        changes.bump(tx, PromptChange.KIND);
        return release;
    }

    private VersionContent content(TenantTx tx, Caller caller, Prompt prompt, int number) {
        return prompts.version(tx, caller.requireProject(), prompt.id(), number)
                .orElseThrow(() -> new IllegalStateException(prompt.id() + " lacks version " + number));
    }

    private void record(TenantTx tx, Caller caller, String action, Prompt prompt, Map<String, String> details) {
        audit.record(
                tx,
                caller,
                AuditEvent.of(action, prompt.id(), prompt.name().value()).with(details));
    }

    private PlatformException nameTaken(TenantTx tx, ProjectId project, PromptName name) {
        boolean archived =
                prompts.find(tx, project, name).map(Prompt::isArchived).orElse(false);
        return new PlatformException(
                PromptError.PROMPT_NAME_TAKEN,
                archived
                        ? "There is an archived prompt " + name + "; bring it back, or delete it to use the name."
                        : "There is a prompt " + name + " already; save a new version of it or choose another name.");
    }

    private static PromptVersion version(Caller caller, PromptId prompt, int number, PromptDraft draft, Instant now) {
        return new PromptVersion(
                prompt,
                number,
                draft.body(),
                draft.config(),
                ContentHash.of(draft.body(), draft.config()),
                draft.commitMessage(),
                caller.actor().name(),
                now);
    }

    /** The stable id of who writes; names change. */
    private static String author(Caller caller) {
        return switch (caller.actor()) {
            case Actor.Person person -> person.userId().toString();
            case Actor.Key key -> key.apiKeyId().toString();
            case Actor.Platform platform -> "platform";
        };
    }

    private static void requireLive(Prompt prompt) {
        if (prompt.isArchived()) {
            throw new PlatformException(
                    PromptError.PROMPT_ARCHIVED, prompt.name() + " is archived; bring it back to change it.");
        }
    }

    private static void requireUnmanaged(PromptLabel label) {
        if (label.isManaged()) {
            throw new PlatformException(
                    PromptError.PROMPT_LABEL_MANAGED,
                    label + " always names the newest version; release another label instead.");
        }
    }

    private static void requireVersion(Prompt prompt, int version) {
        if (version < 1 || version > prompt.latest()) {
            throw PromptProblems.noSuchVersion(prompt.name(), version, prompt.latest());
        }
    }

    private static int requireLabel(Prompt prompt, PromptLabel label) {
        var version = prompt.labels().get(label);
        if (version == null) {
            throw PromptProblems.noSuchLabel(prompt.name(), label);
        }
        return version;
    }

    private static void requireExpected(
            ExpectedRelease expected, Prompt prompt, PromptLabel label, @Nullable Integer live) {
        if (expected instanceof ExpectedRelease.Exactly(var seen) && !Objects.equals(seen, live)) {
            throw new PlatformException(
                    CoreError.STALE_VERSION,
                    label + " of " + prompt.name() + " names " + named(live) + " by now, not " + named(seen)
                            + " as when you began; compare and release again.");
        }
    }

    private static String named(@Nullable Integer version) {
        return version == null ? "no version" : "version " + version;
    }

    private static String checkReason(String reason) {
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
