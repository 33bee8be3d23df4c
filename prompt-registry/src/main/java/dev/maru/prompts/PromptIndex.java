package dev.maru.prompts;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every prompt of a tenant as fetches need it: who has which labels, and the contents most often asked for. */
final class PromptIndex {
    private final Map<ProjectId, Map<PromptName, Entry>> byName = new HashMap<>();
    private final Map<PromptId, Entry> byId = new HashMap<>();

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
            @Nullable Instant archivedAt,
            Instant updatedAt) {
        Facts {
            tags = List.copyOf(tags);
            labels = Map.copyOf(labels);
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

        int resolve(PromptSelector selector) {
            return switch (selector) {
                case PromptSelector.ByLabel(var label) when label.isManaged() -> facts.latest;
                case PromptSelector.ByLabel(var label) -> {
                    var number = facts.labels.get(label);
                    if (number == null) {
                        throw PromptProblems.noSuchLabel(facts.name, label);
                    }
                    yield number;
                }
                case PromptSelector.ByVersion(int number) -> {
                    if (number > facts.latest) {
                        throw PromptProblems.noSuchVersion(facts.name, number, facts.latest);
                    }
                    yield number;
                }
            };
        }
    }

    PromptIndex(Collection<Entry> entries) {
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

    Collection<Entry> entries() {
        return byId.values();
    }
}
