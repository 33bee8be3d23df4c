package dev.maru.prompts.content;

import dev.maru.core.id.PromptId;
import dev.maru.prompts.PromptReference;

/**
 * What a reference led to when it was served.
 *
 * @param depth 1 for a reference of the prompt itself, more for references of references; where it was met first
 */
public record ResolvedReference(PromptReference reference, PromptId prompt, int version, ContentHash hash, int depth) {}
