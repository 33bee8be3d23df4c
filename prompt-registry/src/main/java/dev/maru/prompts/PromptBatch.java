package dev.maru.prompts;

import dev.maru.core.problem.ErrorCode;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.prompts.content.PromptBody;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Saves many prompts in one transaction, what others refer to first; a look ahead does the same and undoes it. */
@Service
public class PromptBatch {
    private final TenantDb db;
    private final PromptRepository prompts;
    private final PromptService service;

    PromptBatch(TenantDb db, PromptRepository prompts, PromptService service) {
        this.db = db;
        this.prompts = prompts;
        this.service = service;
    }

    /** What becomes of a prompt. */
    public enum Action {
        CREATED,
        VERSION_ADDED,
        /** The content is that of the newest version, and nothing beside it differs. */
        UNCHANGED,
        /** The content is that of the newest version; description, tags or labels differ. */
        DESCRIBED,
        REFUSED
    }

    /**
     * What became of one prompt.
     *
     * @param version the newest version afterwards, 0 if it was refused
     * @param released labels that were moved to that version
     * @param code why it was refused, null if it was not
     */
    public record Outcome(
            Action action,
            int version,
            List<PromptLabel> released,
            @Nullable ErrorCode code,
            String problem) {
        static Outcome refused(PlatformException e) {
            return new Outcome(Action.REFUSED, 0, List.of(), e.code(), e.detail());
        }
    }

    /** @param applied false for a look ahead, and if anything was refused: then nothing was changed */
    public record Result(Map<PromptName, Outcome> outcomes, boolean applied) {}

    /** @param prompts each name once */
    public Result save(Caller caller, List<NewPrompt> prompts, boolean lookAhead) {
        caller.require(Permission.WRITE_PROMPTS);
        if (prompts.stream().anyMatch(prompt -> !prompt.labels().isEmpty())) {
            caller.require(Permission.RELEASE_PROMPTS);
        }
        try {
            return db.inTenant(caller.tenant(), tx -> {
                var outcomes = saveAll(tx, caller, prompts);
                boolean whole = outcomes.values().stream().noneMatch(outcome -> outcome.action() == Action.REFUSED);
                if (lookAhead || !whole) {
                    throw new Undone(outcomes);
                }
                return new Result(outcomes, true);
            });
        } catch (Undone undone) {
            return new Result(undone.outcomes, false);
        }
    }

    private Map<PromptName, Outcome> saveAll(TenantTx tx, Caller caller, List<NewPrompt> all) {
        prompts.lockProject(tx, caller.requireProject());
        var byName = new HashMap<PromptName, NewPrompt>();
        var bodies = new HashMap<PromptName, PromptBody>();
        for (var prompt : all) {
            byName.put(prompt.name(), prompt);
            bodies.put(prompt.name(), prompt.draft().body());
        }
        var outcomes = new HashMap<PromptName, Outcome>();
        for (var name : ReferenceOrder.of(bodies)) {
            var prompt = byName.get(name);
            if (prompt != null) {
                outcomes.put(name, save(tx, caller, prompt));
            }
        }
        return outcomes;
    }

    private Outcome save(TenantTx tx, Caller caller, NewPrompt prompt) {
        prompts.mark(tx);
        try {
            var project = caller.requireProject();
            var before = prompts.find(tx, project, prompt.name());
            var outcome = outcome(before, service.save(tx, caller, prompt), prompt);
            prompts.keep(tx);
            return outcome;
        } catch (PlatformException e) {
            prompts.undo(tx);
            return Outcome.refused(e);
        }
    }

    private static Outcome outcome(Optional<Prompt> before, SavedPrompt saved, NewPrompt wanted) {
        int version = saved.version().number();
        var released = wanted.labels().stream()
                .filter(label -> before.map(prompt -> prompt.labels().get(label))
                        .map(number -> number != version)
                        .orElse(true))
                .sorted()
                .toList();
        boolean described = !released.isEmpty()
                || before.map(prompt ->
                                !prompt.description().equals(saved.prompt().description())
                                        || !prompt.tags().equals(saved.prompt().tags()))
                        .orElse(true);
        var action = saved.created()
                ? Action.CREATED
                : !saved.unchanged() ? Action.VERSION_ADDED : described ? Action.DESCRIBED : Action.UNCHANGED;
        return new Outcome(action, version, released, null, "");
    }

    /** Takes what a look ahead found out of the transaction that is to be undone. */
    private static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Map<PromptName, Outcome> outcomes;

        private Undone(Map<PromptName, Outcome> outcomes) {
            super("nothing is to be kept", null, false, false);
            this.outcomes = outcomes;
        }
    }
}
