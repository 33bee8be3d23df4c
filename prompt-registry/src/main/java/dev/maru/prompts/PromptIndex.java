package dev.maru.prompts;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Every prompt of a tenant as fetches need it: who has which labels, and the contents most often asked for. */
final class PromptIndex {
    private final Map<ProjectId, Map<PromptName, Entry>> byName = new HashMap<>();
    private final Map<PromptId, Entry> byId = new HashMap<>();
    private final Map<PromptId, Set<PromptId>> parents;

    /** What the database says about a prompt, apart from its contents. */
    record Facts(
            ProjectId project,
            PromptId id,
            PromptName name,
            PromptKind kind,
            String description,
            List<String> tags,
            int latest,
            Map<PromptLabel, Integer> labels,
            Map<PromptLabel, Split> splits,
            @Nullable Instant archivedAt,
            Instant updatedAt) {
        Facts {
            tags = List.copyOf(tags);
            labels = Map.copyOf(labels);
            splits = Map.copyOf(splits);
        }

        /** The labels that name a version, the managed one among them; sorted. */
        List<PromptLabel> labelsOf(int version) {
            var names = new TreeSet<PromptLabel>();
            labels.forEach((label, number) -> {
                if (number == version) {
                    names.add(label);
                }
            });
            if (version == latest) {
                names.add(PromptLabel.LATEST);
            }
            return List.copyOf(names);
        }
    }

    /** One prompt with the contents of its labelled versions and its newest one; others are loaded when asked for. */
    static final class Entry {
        private final Facts facts;
        private final Map<Integer, VersionContent> pinned;

        Entry(Facts facts, Map<Integer, VersionContent> pinned) {
            this.facts = facts;
            this.pinned = Map.copyOf(pinned);
        }

        Facts facts() {
            return facts;
        }

        @Nullable
        VersionContent pinned(int number) {
            return pinned.get(number);
        }

        boolean isArchived() {
            return facts.archivedAt != null;
        }

        /** The number that a selector leads to, null if it leads nowhere. */
        @Nullable
        Integer find(PromptSelector selector) {
            return switch (selector) {
                case PromptSelector.ByLabel(var label) when label.isManaged() -> (Integer) facts.latest;
                case PromptSelector.ByLabel(var label) -> facts.labels.get(label);
                case PromptSelector.ByVersion(int number) -> number > facts.latest ? null : (Integer) number;
            };
        }

        /** The number that a selector leads to, with an error that says what there is. */
        int resolve(PromptSelector selector) {
            var found = find(selector);
            if (found != null) {
                return found;
            }
            throw switch (selector) {
                case PromptSelector.ByLabel(var label) -> PromptProblems.noSuchLabel(facts.name, label);
                case PromptSelector.ByVersion(int number) ->
                    PromptProblems.noSuchVersion(facts.name, number, facts.latest);
            };
        }
    }

    /** @param parents who refers to a prompt, in any version */
    PromptIndex(Collection<Entry> entries, Map<PromptId, Set<PromptId>> parents) {
        this.parents = Map.copyOf(parents);
        for (var entry : entries) {
            byName.computeIfAbsent(entry.facts.project, project -> new HashMap<>())
                    .put(entry.facts.name, entry);
            byId.put(entry.facts.id, entry);
        }
    }

    @Nullable
    Entry find(ProjectId project, PromptName name) {
        return byName.getOrDefault(project, Map.of()).get(name);
    }

    @Nullable
    Entry find(PromptId id) {
        return byId.get(id);
    }

    /** Every prompt whose answers may hold something of this one. */
    Set<PromptId> ancestors(PromptId prompt) {
        var found = new HashSet<PromptId>();
        var next = new ArrayDeque<>(parents.getOrDefault(prompt, Set.of()));
        while (!next.isEmpty()) {
            var parent = next.poll();
            if (found.add(parent)) {
                next.addAll(parents.getOrDefault(parent, Set.of()));
            }
        }
        return found;
    }

    Collection<Entry> entries() {
        return byId.values();
    }
}
