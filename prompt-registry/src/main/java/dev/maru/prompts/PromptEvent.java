package dev.maru.prompts;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import org.jspecify.annotations.Nullable;

/** Something that changes what a fetch answers; it names, and holds no content. */
public sealed interface PromptEvent {
    ProjectId project();

    PromptId prompt();

    PromptName name();

    record VersionCreated(ProjectId project, PromptId prompt, PromptName name, int version) implements PromptEvent {}

    /** {@code from} is null for a new label, {@code to} for a removed one. */
    record LabelMoved(
            ProjectId project,
            PromptId prompt,
            PromptName name,
            PromptLabel label,
            @Nullable Integer from,
            @Nullable Integer to)
            implements PromptEvent {}

    /** Deleted or archived: fetches answer 404 from now on. */
    record Deleted(ProjectId project, PromptId prompt, PromptName name) implements PromptEvent {}

    /** Description, tags or something that the prompt refers to changed, or it came back from the archive. */
    record Changed(ProjectId project, PromptId prompt, PromptName name) implements PromptEvent {}
}
