package dev.maru.prompts;

import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.platform.change.ChangeFeed;
import dev.maru.prompts.content.ContentHash;
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
    private final TenantDb db;
    private final PromptRepository prompts;
    private final ReferenceRepository references;
    private final CompositionCheck composition;
    private final ProtectionRepository protections;
    private final LabelMoves moves;
    private final ReleaseService releases;
    private final SearchIndex search;
    private final AuditTrail audit;
    private final ChangeFeed changes;
    private final PromptAnnouncements announcements;
    private final Clock clock;

    PromptService(
            TenantDb db,
            PromptRepository prompts,
            ReferenceRepository references,
            CompositionCheck composition,
            ProtectionRepository protections,
            LabelMoves moves,
            ReleaseService releases,
            SearchIndex search,
            AuditTrail audit,
            ChangeFeed changes,
            PromptAnnouncements announcements,
            Clock clock) {
        this.db = db;
        this.prompts = prompts;
        this.references = references;
        this.composition = composition;
        this.protections = protections;
        this.moves = moves;
        this.releases = releases;
        this.search = search;
        this.audit = audit;
        this.changes = changes;
        this.announcements = announcements;
        this.clock = clock;
    }

    public CreatedPrompt create(Caller caller, NewPrompt prompt) {
        requireRights(caller, prompt);
        return db.inTenant(caller.tenant(), tx -> create(tx, caller, prompt));
    }

    /**
     * Makes the prompt, or adds a version to it; labels and tags in the same transaction. Content that is the newest
     * already adds none, so doing it again changes nothing.
     *
     * @param prompt its tags and description are taken over only where they are given
     */
    public SavedPrompt save(Caller caller, NewPrompt prompt) {
        return db.inTenant(caller.tenant(), tx -> save(tx, caller, prompt));
    }

    /** The same in a transaction with others. */
    SavedPrompt save(TenantTx tx, Caller caller, NewPrompt prompt) {
        requireRights(caller, prompt);
        var project = caller.requireProject();
        var found = prompts.find(tx, project, prompt.name()).flatMap(known -> prompts.lock(tx, project, known.id()));
        if (found.isEmpty()) {
            var made = create(tx, caller, prompt);
            return new SavedPrompt(made.prompt(), made.version(), true, false);
        }
        var current = found.get();
        requireWritable(tx, caller, current.name());
        requireLive(current);
        requireKind(current, prompt.draft());
        var saved = append(tx, caller, current, content(tx, caller, current, current.latest()), prompt.draft());
        describe(tx, caller, current.id(), prompt);
        for (var label : prompt.labels()) {
            release(tx, caller, current, label, saved.version(), prompt.draft().commitMessage());
        }
        var after = prompts.find(tx, project, current.id()).orElseThrow();
        return new SavedPrompt(after, saved.version(), false, saved.unchanged());
    }

    private void release(
            TenantTx tx, Caller caller, Prompt seen, PromptLabel label, PromptVersion version, String reason) {
        // Anew, with the version that was added and the labels that were moved before.
        var current = prompts.find(tx, caller.requireProject(), seen.id()).orElseThrow();
        var terms = moves.requireFree(tx, caller, current, label);
        if (!Objects.equals(current.labels().get(label), version.number())) {
            moves.requireGates(tx, caller, current, version.number(), terms.gates());
            var unused = releases.release(tx, caller, current, label, version.number(), reason);
        }
    }

    private void describe(TenantTx tx, Caller caller, PromptId id, NewPrompt prompt) {
        var current = prompts.find(tx, caller.requireProject(), id).orElseThrow();
        var description = prompt.description().isEmpty() ? current.description() : prompt.description();
        var tags = prompt.tags().isEmpty() ? current.tags() : prompt.tags();
        if (!description.equals(current.description()) || !tags.equals(current.tags())) {
            var unused = update(tx, caller, current.withDescription(description, tags, now()), "prompt.edited");
        }
    }

    private static void requireRights(Caller caller, NewPrompt prompt) {
        caller.require(Permission.WRITE_PROMPTS);
        if (!prompt.labels().isEmpty()) {
            caller.require(Permission.RELEASE_PROMPTS);
        }
        prompt.labels().forEach(LabelMoves::requireUnmanaged);
    }

    CreatedPrompt create(TenantTx tx, Caller caller, NewPrompt prompt) {
        var project = caller.requireProject();
        prompts.lockProject(tx, project);
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
        requireWritable(tx, caller, prompt.name());
        prompt.labels().forEach(label -> moves.requireFree(tx, caller, created, label));
        if (!prompts.insert(tx, project, created)) {
            throw nameTaken(tx, project, prompt.name());
        }
        append(tx, caller, created, version);
        search.refresh(tx, project, created.id());
        record(
                tx,
                caller,
                "prompt.created",
                created,
                Map.of("hash", version.hash().toString()));
        labels.keySet().forEach(label -> {
            moves.requireGates(
                    tx,
                    caller,
                    created,
                    1,
                    moves.terms(tx, caller, created.name(), label).gates());
            moves.move(tx, caller, created, LabelMoves.Move.first(label, now));
        });
        changes.bump(tx, PromptChange.KIND);
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
            requireKind(current, draft);
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

    private static void requireKind(Prompt current, PromptDraft draft) {
        if (draft.body().kind() != current.kind()) {
            throw new PlatformException(
                    PromptError.PROMPT_KIND_FIXED,
                    current.name() + " is a " + current.kind().wireName()
                            + " prompt and stays one; create another prompt for the other kind.");
        }
    }

    private SavedVersion append(TenantTx tx, Caller caller, Prompt current, VersionContent newest, PromptDraft draft) {
        var version = version(caller, current.id(), current.latest() + 1, draft, now());
        if (version.hash().equals(newest.hash())) {
            return new SavedVersion(newest.version(), true);
        }
        composition.requireTaken(
                tx, caller.requireProject(), current, PromptLabel.LATEST, version.number(), version.body());
        append(tx, caller, current, version);
        prompts.update(tx, caller.requireProject(), current.withLatest(version.number(), version.createdAt()));
        search.refresh(tx, caller.requireProject(), current.id());
        record(
                tx,
                caller,
                "prompt.version_created",
                current,
                Map.of("version", "" + version.number(), "hash", version.hash().toString()));
        changes.bump(tx, PromptChange.KIND);
        return new SavedVersion(version, false);
    }

    private void append(TenantTx tx, Caller caller, Prompt prompt, PromptVersion version) {
        var project = caller.requireProject();
        var own = composition.check(tx, project, prompt.id(), prompt.name(), version.body());
        prompts.append(tx, project, version, Authors.id(caller));
        references.append(tx, project, prompt.id(), version.number(), own);
        announcements.versionCreated(tx, caller, prompt, version);
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
        return change(caller, prompt, (tx, current) -> {
            if (current.isArchived()) {
                return current;
            }
            requireLabelsFree(tx, caller, current);
            composition.requireUnused(tx, caller.requireProject(), current);
            return update(tx, caller, current.withArchivedAt(now(), now()), "prompt.archived");
        });
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
            requireLabelsFree(tx, caller, current);
            composition.requireUnused(tx, caller.requireProject(), current);
            prompts.delete(tx, caller.requireProject(), prompt);
            record(tx, caller, "prompt.deleted", current, Map.of("versions", "" + current.latest()));
            changes.bump(tx, PromptChange.KIND);
            return current;
        });
    }

    /** Without a prompt its labels are gone as well, so it takes what removing them takes. */
    private void requireLabelsFree(TenantTx tx, Caller caller, Prompt current) {
        if (!caller.may(Permission.MANAGE_PROMPTS)) {
            current.labels().keySet().forEach(label -> moves.requireFree(tx, caller, current, label));
        }
    }

    private <T> T change(Caller caller, PromptId prompt, BiFunction<TenantTx, Prompt, T> work) {
        var project = caller.requireProject();
        return db.inTenant(caller.tenant(), tx -> {
            var current = prompts.lock(tx, project, prompt).orElseThrow(() -> PromptProblems.unknown(prompt));
            requireWritable(tx, caller, current.name());
            return work.apply(tx, current);
        });
    }

    private void requireWritable(TenantTx tx, Caller caller, PromptName name) {
        if (caller.may(Permission.MANAGE_PROMPTS)) {
            return;
        }
        protections.all(tx, caller.requireProject()).stream()
                .filter(protection -> protection.label() == null && protection.covers(name))
                .findFirst()
                .ifPresent(protection -> {
                    throw new PlatformException(
                            PromptError.PROMPT_FOLDER_PROTECTED,
                            (protection.folder().isEmpty() ? "This project" : "The folder " + protection.folder())
                                    + " is protected: only who manages prompts may write into it. Ask an admin.");
                });
    }

    private Prompt update(TenantTx tx, Caller caller, Prompt changed, String action) {
        prompts.update(tx, caller.requireProject(), changed);
        search.refresh(tx, caller.requireProject(), changed.id());
        record(tx, caller, action, changed, Map.of());
        changes.bump(tx, PromptChange.KIND);
        return changed;
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
                draft.variables(),
                ContentHash.of(draft.body(), draft.config(), draft.variables()),
                draft.commitMessage(),
                caller.actor().name(),
                now);
    }

    static void requireLive(Prompt prompt) {
        if (prompt.isArchived()) {
            throw new PlatformException(
                    PromptError.PROMPT_ARCHIVED, prompt.name() + " is archived; bring it back to change it.");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
