package dev.maru.prompts;

import org.jspecify.annotations.Nullable;

/** A prompt of a list, and where the search that made the list found it; null where none was asked for. */
public record FoundPrompt(Prompt prompt, @Nullable PromptMatch match) {}
