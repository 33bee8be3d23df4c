package dev.maru.prompts;

/** A folder of prompts; {@code path} has no slash at its end. */
public record PromptFolder(String path, int prompts) {}
