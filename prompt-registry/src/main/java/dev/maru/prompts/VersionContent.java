package dev.maru.prompts;

import dev.maru.core.id.PromptId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version as it is stored, parsed when it is first needed: loading thousands stays cheap, and a row that cannot be
 * read harms nothing but its own fetch.
 */
final class VersionContent {
    private final PromptId prompt;
    private final int number;
    private final String body;
    private final String config;
    private final ContentHash hash;
    private final String commitMessage;
    private final String createdBy;
    private final Instant createdAt;
    private volatile @Nullable Parsed parsed;
    private volatile @Nullable Answer answer;

    /** The contents as types, with the templates compiled. */
    record Parsed(PromptVersion version, CompiledPrompt compiled) {}

    /** The bytes of the fetch, as long as labels, tags and description are what they were. */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way out; two answers are never compared
    record Answer(PromptIndex.Entry entry, byte[] bytes, String etag) {}

    VersionContent(
            PromptId prompt,
            int number,
            String body,
            String config,
            ContentHash hash,
            String commitMessage,
            String createdBy,
            Instant createdAt) {
        this.prompt = prompt;
        this.number = number;
        this.body = body;
        this.config = config;
        this.hash = hash;
        this.commitMessage = commitMessage;
        this.createdBy = createdBy;
        this.createdAt = createdAt;
    }

    PromptId prompt() {
        return prompt;
    }

    int number() {
        return number;
    }

    ContentHash hash() {
        return hash;
    }

    /** About what it holds in memory. */
    int weight() {
        return 400 + 2 * (body.length() + config.length());
    }

    Parsed parsed() {
        var made = parsed;
        if (made == null) {
            made = parse();
            parsed = made;
        }
        return made;
    }

    PromptVersion version() {
        return parsed().version();
    }

    /** Made anew only where the entry around the contents changed. */
    Answer answer(PromptIndex.Entry entry) {
        var made = answer;
        if (made == null || made.entry() != entry) {
            made = ServedJson.answer(entry, parsed());
            answer = made;
        }
        return made;
    }

    private Parsed parse() {
        var json = CanonicalJson.read(body);
        var read = PromptJson.read(PromptJson.kindOf(json), json);
        var version = new PromptVersion(
                prompt,
                number,
                read,
                new PromptConfig(new JsonValue(config)),
                hash,
                commitMessage,
                createdBy,
                createdAt);
        return new Parsed(version, CompiledPrompt.of(read));
    }
}
