package dev.maru.prompts;

/** A new prompt with its first version. */
public record CreatedPrompt(Prompt prompt, PromptVersion version) {}
