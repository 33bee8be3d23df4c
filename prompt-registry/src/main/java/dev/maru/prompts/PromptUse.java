package dev.maru.prompts;

import dev.maru.core.id.PromptId;

/**
 * A prompt that refers to another one.
 *
 * @param newest the newest of its versions that does
 * @param live whether one of them is the newest version or has a label
 */
public record PromptUse(PromptId prompt, PromptName name, int newest, boolean live) {}
