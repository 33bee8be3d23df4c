package dev.maru.prompts;

/** A prompt with one of its versions. */
public record PromptContent(Prompt prompt, PromptVersion version) {}
