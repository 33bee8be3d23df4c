package dev.maru.prompts;

import dev.maru.prompts.content.CompiledPrompt;
import dev.maru.prompts.content.ResolvedReference;
import java.util.List;

/**
 * A version ready to be served, with everything that it refers to put in; it holds as long as the entries that it was
 * made from are the current ones.
 *
 * @param version with the composed body
 * @param bytes of the fetch's answer; never to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way out; two served versions are never compared
record ServedVersion(
        PromptIndex.Entry entry,
        List<PromptIndex.Entry> children,
        PromptVersion version,
        CompiledPrompt compiled,
        List<ResolvedReference> references,
        byte[] bytes,
        String etag) {
    /** About what it holds in memory: the answer, and the composed templates once more as text and as a program. */
    int weight() {
        return 3 * bytes.length;
    }

    boolean holds(PromptIndex.Entry current, PromptIndex index) {
        return entry == current
                && children.stream().allMatch(child -> index.find(child.facts().id()) == child);
    }
}
