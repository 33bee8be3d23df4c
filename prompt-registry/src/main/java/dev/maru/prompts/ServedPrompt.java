package dev.maru.prompts;

import dev.maru.core.id.PromptId;
import dev.maru.prompts.content.PromptVariable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version as a fetch serves it.
 *
 * @param labels that name this version
 * @param label the label that was asked for, null if a version was
 * @param variant where the label is split: the split's id and the version that fell to this caller; else null
 * @param response the bytes of the JSON answer, the same for everybody who gets this version by the same label; never to
 *     be changed
 * @param etag a quoted hash of those bytes
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way out; two served prompts are never compared
public record ServedPrompt(
        PromptId id,
        PromptName name,
        PromptVersion version,
        List<PromptVariable> variables,
        List<PromptLabel> labels,
        List<String> tags,
        @Nullable PromptLabel label,
        @Nullable String variant,
        byte[] response,
        String etag) {}
