package dev.maru.prompts;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.prompts.content.Composition;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.ResolvedReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps references whole: what is saved or released leads somewhere, and what others refer to stays. */
@Component
class CompositionCheck {
    /** A text of up to so many characters fits in wherever the one before it did. */
    private static final int SHORT = 4_096;

    private final PromptRepository prompts;
    private final ReferenceRepository references;

    CompositionCheck(PromptRepository prompts, ReferenceRepository references) {
        this.prompts = prompts;
        this.references = references;
    }

    /** What a version refers to itself; refused if a way through it leads nowhere, back or too deep. */
    List<ResolvedReference> check(TenantTx tx, ProjectId project, PromptId prompt, PromptName name, PromptBody body) {
        var own = Composition.references(body);
        if (own.isEmpty()) {
            return List.of();
        }
        var composed = Composition.of(
                prompt, name, body, reference -> find(tx, project, reference), PromptError.PROMPT_REFERENCE_INVALID);
        if (composed.depth() + references.height(tx, project, prompt, Composition.MAX_DEPTH) > Composition.MAX_DEPTH) {
            throw new PlatformException(
                    PromptError.PROMPT_REFERENCE_INVALID,
                    "With what refers to " + name + " this would be more than " + Composition.MAX_DEPTH
                            + " prompts deep; put less into each other.");
        }
        return composed.references().stream()
                .filter(resolved -> own.contains(resolved.reference()))
                .toList();
    }

    private Composition.@Nullable Source find(TenantTx tx, ProjectId project, PromptReference reference) {
        var found = prompts.find(tx, project, reference.name())
                .filter(prompt -> !prompt.isArchived())
                .orElse(null);
        if (found == null) {
            return null;
        }
        var number = switch (reference.selector()) {
            case PromptSelector.ByLabel(var label) when label.isManaged() -> (Integer) found.latest();
            case PromptSelector.ByLabel(var label) -> found.labels().get(label);
            case PromptSelector.ByVersion(int version) -> version > found.latest() ? null : (Integer) version;
        };
        return number == null
                ? null
                : prompts.version(tx, project, found.id(), number)
                        .map(content -> new Composition.Source(
                                found.id(),
                                found.name(),
                                number,
                                content.hash(),
                                content.version().body()))
                        .orElse(null);
    }

    /**
     * Refuses to let a label name a version that what has labels above it could not take in: written in another syntax,
     * or too long for them.
     *
     * @param label the one that moves, or latest for a version that is new
     */
    void requireTaken(TenantTx tx, ProjectId project, Prompt prompt, PromptLabel label, int version, PromptBody body) {
        if (isLikeBefore(tx, project, prompt, label, body)) {
            return;
        }
        var above = references.liveUses(tx, project, prompt.id(), label);
        Composition.Library library = reference -> {
            var found = find(tx, project, reference);
            return found != null
                            && found.prompt().equals(prompt.id())
                            && reference.selector().equals(new PromptSelector.ByLabel(label))
                    ? new Composition.Source(prompt.id(), prompt.name(), version, found.hash(), body)
                    : found;
        };
        var looked = new HashSet<PromptId>();
        for (int height = 0; height < Composition.MAX_DEPTH && !above.isEmpty(); height++) {
            var next = new ArrayList<PromptUse>();
            for (var use : above) {
                var parent = prompts.find(tx, project, use.prompt()).orElseThrow();
                if (!parent.isArchived() && looked.add(parent.id())) {
                    requireTaken(tx, project, parent, library, prompt);
                    references.uses(tx, project, use.prompt()).stream()
                            .filter(PromptUse::live)
                            .forEach(next::add);
                }
            }
            above = next;
        }
    }

    /** Whether whoever takes in what the label names takes this in too; spares looking at everybody, however many. */
    private boolean isLikeBefore(TenantTx tx, ProjectId project, Prompt prompt, PromptLabel label, PromptBody body) {
        var live =
                label.isManaged() ? (Integer) prompt.latest() : prompt.labels().get(label);
        var before = live == null
                ? null
                : prompts.version(tx, project, prompt.id(), live).orElse(null);
        if (before == null) {
            // Nobody can refer to a label that is not there.
            return live == null;
        }
        var old = before.version().body();
        return old.syntax() == body.syntax()
                && (length(body) <= SHORT || length(body) <= length(old))
                && Composition.references(old).containsAll(Composition.references(body));
    }

    private static int length(PromptBody body) {
        return body instanceof PromptBody.Text text ? text.template().length() : 0;
    }

    private void requireTaken(
            TenantTx tx, ProjectId project, Prompt parent, Composition.Library library, Prompt child) {
        for (int number : new TreeSet<>(parent.labels().values())) {
            var content = prompts.version(tx, project, parent.id(), number).orElseThrow();
            try {
                var unused = Composition.of(
                        parent.id(),
                        parent.name(),
                        content.version().body(),
                        library,
                        PromptError.PROMPT_REFERENCE_INVALID);
            } catch (PlatformException broken) {
                throw new PlatformException(
                        PromptError.PROMPT_REFERENCE_INVALID,
                        parent.name() + ", which refers to " + child.name() + ", could not be served any more: "
                                + broken.detail() + " Change " + parent.name() + " first.",
                        broken);
            }
        }
    }

    /** Refuses to take a prompt away that others refer to, be it in an old version. */
    void requireUnused(TenantTx tx, ProjectId project, Prompt prompt) {
        refuse(prompt.name().value(), references.uses(tx, project, prompt.id()));
    }

    /** Refuses to take a label away by which what is live gets a prompt. */
    void requireUnused(TenantTx tx, ProjectId project, Prompt prompt, PromptLabel label) {
        refuse(label + " of " + prompt.name(), references.liveUses(tx, project, prompt.id(), label));
    }

    private static void refuse(String what, List<PromptUse> uses) {
        if (!uses.isEmpty()) {
            throw new PlatformException(
                    PromptError.PROMPT_REFERENCED,
                    "Other prompts refer to " + what + ": "
                            + uses.stream()
                                    .limit(5)
                                    .map(use -> use.name().value())
                                    .collect(Collectors.joining(", "))
                            + (uses.size() > 5 ? " and " + (uses.size() - 5) + " more" : "")
                            + ". Take the references out first.");
        }
    }
}
