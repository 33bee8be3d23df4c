package dev.maru.prompts;

import dev.maru.core.id.PromptId;
import dev.maru.prompts.content.CanonicalJson;
import dev.maru.prompts.content.ContentHash;
import dev.maru.prompts.content.DeclaredVariables;
import dev.maru.prompts.content.JsonValue;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.prompts.content.PromptJson;
import dev.maru.prompts.content.TemplateSyntax;
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
    private final TemplateSyntax syntax;
    private final String variables;
    private volatile @Nullable PromptVersion version;
    private volatile @Nullable ServedVersion served;

    VersionContent(
            PromptId prompt,
            int number,
            String body,
            String config,
            TemplateSyntax syntax,
            String variables,
            ContentHash hash,
            String commitMessage,
            String createdBy,
            Instant createdAt) {
        this.prompt = prompt;
        this.number = number;
        this.body = body;
        this.config = config;
        this.syntax = syntax;
        this.variables = variables;
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
        return 400 + 2 * (body.length() + config.length() + variables.length());
    }

    PromptVersion version() {
        var made = version;
        if (made == null) {
            made = parse();
            version = made;
        }
        return made;
    }

    /** What was made for a fetch before, null if there is none yet; it may not hold any more. */
    @Nullable
    ServedVersion served() {
        return served;
    }

    void served(@Nullable ServedVersion made) {
        served = made;
    }

    /** The words that people read in it. */
    String text() {
        return SearchText.of(CanonicalJson.read(body));
    }

    private PromptVersion parse() {
        var json = CanonicalJson.read(body);
        return new PromptVersion(
                prompt,
                number,
                PromptJson.read(PromptJson.kindOf(json), syntax, json),
                new PromptConfig(new JsonValue(config)),
                DeclaredVariables.read(CanonicalJson.read(variables)),
                hash,
                commitMessage,
                createdBy,
                createdAt);
    }
}
