package dev.maru.prompts;

import dev.maru.core.id.PromptId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A prompt without its contents.
 *
 * @param version the optimistic lock of {@link PromptService#describe}, not a version of the prompt
 * @param latest the number of the newest version
 * @param labels which version each label names, without the managed {@code latest}
 */
public record Prompt(
        PromptId id,
        long version,
        PromptName name,
        PromptKind kind,
        String description,
        List<String> tags,
        int latest,
        SortedMap<PromptLabel, Integer> labels,
        @Nullable Instant archivedAt,
        Instant createdAt,
        Instant updatedAt) {
    public Prompt {
        tags = List.copyOf(tags);
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    public boolean isArchived() {
        return archivedAt != null;
    }

    /** The labels that name a version, the managed one last. */
    public List<PromptLabel> labelsOf(int number) {
        var names = new ArrayList<PromptLabel>();
        labels.forEach((label, named) -> {
            if (named == number) {
                names.add(label);
            }
        });
        if (latest == number) {
            names.add(PromptLabel.LATEST);
        }
        return names;
    }

    /** The versions that applications get without naming a number: the newest, and what labels name. */
    Set<Integer> live() {
        var numbers = new TreeSet<>(labels.values());
        numbers.add(latest);
        return numbers;
    }

    Prompt withLatest(int number, Instant at) {
        return new Prompt(id, version, name, kind, description, tags, number, labels, archivedAt, createdAt, at);
    }

    Prompt withDescription(String text, List<String> newTags, Instant at) {
        return new Prompt(id, version + 1, name, kind, text, newTags, latest, labels, archivedAt, createdAt, at);
    }

    Prompt withArchivedAt(@Nullable Instant archived, Instant at) {
        return new Prompt(id, version + 1, name, kind, description, tags, latest, labels, archived, createdAt, at);
    }
}
