package dev.maru.prompts;

/** A prompt after a save that made it or added a version to it. */
public record SavedPrompt(Prompt prompt, PromptVersion version, boolean created, boolean unchanged) {}
