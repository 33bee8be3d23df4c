package dev.maru.prompts;

import dev.maru.core.id.ProjectId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.prompts.content.Composition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Copies prompts, one or a whole folder: all of them or none, without their labels and history. */
@Service
public class PromptCopies {
    private static final int MAX_FOLDER = 1_000;
    private static final int NAMED = 5;

    private final TenantDb db;
    private final PromptRepository prompts;
    private final PromptService service;

    PromptCopies(TenantDb db, PromptRepository prompts, PromptService service) {
        this.db = db;
        this.prompts = prompts;
        this.service = service;
    }

    /** @param version null for the newest */
    public Prompt copy(Caller caller, PromptName from, @Nullable Integer version, PromptName to) {
        caller.require(Permission.WRITE_PROMPTS);
        var project = caller.requireProject();
        return db.inTenant(caller.tenant(), tx -> {
            prompts.lockProject(tx, project);
            var original = prompts.find(tx, project, from)
                    .orElseThrow(() -> new PlatformException(
                            PromptError.PROMPT_NOT_FOUND, "There is no prompt \"" + from + "\" in this project."));
            PromptService.requireLive(original);
            int number = ReleaseService.requireVersion(original, version == null ? original.latest() : version);
            requireFree(tx, project, List.of(to));
            return make(tx, caller, new Original(original, version(tx, project, original, number)), to, Map.of());
        });
    }

    /**
     * Copies the newest versions of all prompts in a folder and its sub-folders. What they refer to among each other leads
     * to the newest versions of the copies; all other references stay.
     *
     * @return the copies by name
     */
    public List<Prompt> copyFolder(Caller caller, String from, String to) {
        caller.require(Permission.WRITE_PROMPTS);
        var project = caller.requireProject();
        var source = new PromptName(from).value();
        var target = new PromptName(to).value();
        return db.inTenant(caller.tenant(), tx -> {
            prompts.lockProject(tx, project);
            var originals = originals(tx, project, source);
            var names = new TreeMap<PromptName, PromptName>();
            originals
                    .keySet()
                    .forEach(name ->
                            names.put(name, new PromptName(target + name.value().substring(source.length()))));
            requireFree(tx, project, List.copyOf(names.values()));
            var bodies = originals.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            entry -> entry.getValue().version().body()));
            var copies = new ArrayList<Prompt>();
            for (var name : ReferenceOrder.of(bodies)) {
                copies.add(make(tx, caller, known(originals, name), known(names, name), names));
            }
            copies.sort((one, other) -> one.name().compareTo(other.name()));
            return copies;
        });
    }

    private record Original(Prompt prompt, PromptVersion version) {}

    private Map<PromptName, Original> originals(TenantTx tx, ProjectId project, String folder) {
        var found = prompts.inFolder(tx, project, folder, MAX_FOLDER + 1);
        if (found.isEmpty()) {
            throw new PlatformException(
                    PromptError.PROMPT_NOT_FOUND, "There is no prompt in the folder " + folder + " of this project.");
        }
        if (found.size() > MAX_FOLDER) {
            throw PlatformException.invalid(
                    "folder", "holds more than " + MAX_FOLDER + " prompts; copy its sub-folders one by one");
        }
        var originals = new LinkedHashMap<PromptName, Original>();
        found.forEach(prompt ->
                originals.put(prompt.name(), new Original(prompt, version(tx, project, prompt, prompt.latest()))));
        return originals;
    }

    private Prompt make(
            TenantTx tx, Caller caller, Original original, PromptName to, Map<PromptName, PromptName> names) {
        var version = original.version();
        var body = Composition.retarget(version.body(), reference -> {
            var copy = names.get(reference.name());
            return copy == null ? null : new PromptReference(copy, new PromptSelector.ByLabel(PromptLabel.LATEST));
        });
        var reason = "Copied from " + original.prompt().name() + ", version " + version.number();
        var draft = new PromptDraft(body, version.config(), version.variables(), reason);
        var copy = new NewPrompt(
                to, draft, original.prompt().description(), original.prompt().tags(), Set.of());
        return service.create(tx, caller, copy).prompt();
    }

    private void requireFree(TenantTx tx, ProjectId project, List<PromptName> names) {
        var taken = names.stream()
                .filter(name -> prompts.find(tx, project, name).isPresent())
                .map(PromptName::value)
                .toList();
        if (!taken.isEmpty()) {
            var first = taken.stream().limit(NAMED).collect(Collectors.joining(", "));
            var others = taken.size() > NAMED ? " and " + (taken.size() - NAMED) + " more" : "";
            throw new PlatformException(
                    PromptError.PROMPT_NAME_TAKEN,
                    "Nothing was copied: there is " + first + others + " already; choose another name.");
        }
    }

    private PromptVersion version(TenantTx tx, ProjectId project, Prompt prompt, int number) {
        return prompts.version(tx, project, prompt.id(), number)
                .orElseThrow(() -> PromptProblems.noSuchVersion(prompt.name(), number, prompt.latest()))
                .version();
    }

    private static <T> T known(Map<PromptName, T> map, PromptName name) {
        var value = map.get(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not among those to copy");
        }
        return value;
    }
}
