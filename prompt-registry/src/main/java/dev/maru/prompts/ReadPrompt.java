package dev.maru.prompts;

/** A prompt with one of its versions. */
public record ReadPrompt(Prompt prompt, PromptVersion version) {}
