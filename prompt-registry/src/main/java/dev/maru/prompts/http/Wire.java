package dev.maru.prompts.http;

import dev.maru.core.page.Page;
import dev.maru.gateway.call.VersionUsage;
import dev.maru.prompts.ExpectedRelease;
import dev.maru.prompts.FoundPrompt;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptMatch;
import dev.maru.prompts.PromptUse;
import dev.maru.prompts.PromptVersion;
import dev.maru.prompts.Release;
import dev.maru.prompts.RenderedPrompt;
import dev.maru.prompts.SavedVersion;
import dev.maru.prompts.VersionItem;
import dev.maru.prompts.content.PromptJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What goes over the wire. */
final class Wire {
    private Wire() {}

    record CreateRequest(
            @Nullable String name,
            @Nullable String type,
            @Nullable JsonNode prompt,
            @Nullable String syntax,
            @Nullable JsonNode config,
            @Nullable JsonNode variables,
            @Nullable List<@Nullable String> labels,
            @Nullable List<@Nullable String> tags,
            @Nullable String description,
            @Nullable String commitMessage) {}

    record VersionRequest(
            @Nullable JsonNode prompt,
            @Nullable String syntax,
            @Nullable JsonNode config,
            @Nullable JsonNode variables,
            @Nullable String commitMessage,
            @Nullable Integer expectedLatest) {}

    /** @param expectedVersion what the label is believed to name; 0 for none; left out for whatever it names */
    record MoveRequest(
            @Nullable Integer version,
            @Nullable Integer expectedVersion,
            @Nullable String reason) {}

    /** What a label is believed to name: 0 for none, null for whatever it names. */
    static ExpectedRelease expected(@Nullable Integer version) {
        return version == null ? ExpectedRelease.anything() : ExpectedRelease.exactly(version == 0 ? null : version);
    }

    record RollbackRequest(@Nullable String reason) {}

    record DescribeRequest(
            @Nullable String description,
            @Nullable List<@Nullable String> tags,
            @Nullable Long edit) {}

    record RenderRequest(
            @Nullable String label,
            @Nullable Integer version,
            @Nullable JsonNode variables,
            @Nullable String splitKey,
            @Nullable Map<String, String> splitAttributes) {}

    record PageResponse<T>(List<T> data, @Nullable String nextCursor) {
        static <S, T> PageResponse<T> of(Page<S> page, Function<S, T> item) {
            var next = page.next();
            return new PageResponse<>(page.items().stream().map(item).toList(), next == null ? null : next.encoded());
        }
    }

    /** Where a search found a prompt: in its name, description, tags or in the text of a version. */
    record MatchResponse(String place, @Nullable Integer version, String before, String found, String after) {
        static @Nullable MatchResponse of(@Nullable PromptMatch match) {
            return match == null
                    ? null
                    : new MatchResponse(
                            match.place().wireName(), match.version(), match.before(), match.found(), match.after());
        }
    }

    record PromptItem(
            String id,
            String name,
            String type,
            String description,
            List<String> tags,
            int latest,
            Map<String, Integer> labels,
            long edit,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant archivedAt,
            @Nullable MatchResponse match) {
        static PromptItem of(Prompt prompt) {
            return of(new FoundPrompt(prompt, null));
        }

        static PromptItem of(FoundPrompt found) {
            var prompt = found.prompt();
            var labels = new LinkedHashMap<String, Integer>();
            prompt.labels().forEach((label, number) -> labels.put(label.value(), number));
            return new PromptItem(
                    prompt.id().toString(),
                    prompt.name().value(),
                    prompt.kind().wireName(),
                    prompt.description(),
                    prompt.tags(),
                    prompt.latest(),
                    labels,
                    prompt.version(),
                    prompt.createdAt(),
                    prompt.updatedAt(),
                    prompt.archivedAt(),
                    MatchResponse.of(found.match()));
        }
    }

    record CreatedResponse(PromptItem prompt, VersionResponse version) {}

    record VersionResponse(
            int version,
            JsonNode prompt,
            String syntax,
            JsonNode config,
            JsonNode variables,
            String contentHash,
            String commitMessage,
            String createdBy,
            Instant createdAt) {
        static VersionResponse of(PromptVersion version) {
            return new VersionResponse(
                    version.number(),
                    PromptJson.write(version.body()),
                    version.body().syntax().wireName(),
                    version.config().json().node(),
                    version.variables().json(),
                    version.hash().toString(),
                    version.commitMessage(),
                    version.createdBy(),
                    version.createdAt());
        }
    }

    record SavedResponse(boolean unchanged, VersionResponse version) {
        static SavedResponse of(SavedVersion saved) {
            return new SavedResponse(saved.unchanged(), VersionResponse.of(saved.version()));
        }
    }

    record VersionListItem(
            int version,
            List<String> labels,
            String contentHash,
            String commitMessage,
            String createdBy,
            Instant createdAt) {
        static VersionListItem of(VersionItem item) {
            return new VersionListItem(
                    item.number(),
                    item.labels().stream().map(Object::toString).toList(),
                    item.hash().toString(),
                    item.commitMessage(),
                    item.createdBy(),
                    item.createdAt());
        }
    }

    /** Times in milliseconds; cost as a decimal text in the accounting currency, of the calls that are priced. */
    record UsageResponse(
            int version,
            long calls,
            long errors,
            long users,
            long tokens,
            String cost,
            long priced,
            @Nullable Long p50Ms,
            @Nullable Long p95Ms) {
        static UsageResponse of(VersionUsage usage) {
            return new UsageResponse(
                    usage.version(),
                    usage.calls(),
                    usage.errors(),
                    usage.users(),
                    usage.tokens(),
                    usage.cost().stripTrailingZeros().toPlainString(),
                    usage.priced(),
                    usage.p50(),
                    usage.p95());
        }
    }

    /** A prompt that refers to the one asked about. */
    record UseResponse(String id, String name, int newest, boolean live) {
        static UseResponse of(PromptUse use) {
            return new UseResponse(use.prompt().toString(), use.name().value(), use.newest(), use.live());
        }
    }

    record ReleaseResponse(
            String id,
            String label,
            @Nullable Integer from,
            @Nullable Integer to,
            String reason,
            String releasedBy,
            Instant releasedAt) {
        static ReleaseResponse of(Release release) {
            return new ReleaseResponse(
                    release.id().toString(),
                    release.label().value(),
                    release.from(),
                    release.to(),
                    release.reason(),
                    release.releasedBy(),
                    release.releasedAt());
        }
    }

    /** @param text what a text prompt renders to; {@code messages} are there for both kinds */
    record RenderedResponse(
            String id,
            String name,
            int version,
            @Nullable String label,
            @Nullable String variant,
            @Nullable String text,
            JsonNode messages,
            JsonNode config) {
        static RenderedResponse of(RenderedPrompt rendered, JsonNode messages) {
            var label = rendered.label();
            return new RenderedResponse(
                    rendered.id().toString(),
                    rendered.name().value(),
                    rendered.version(),
                    label == null ? null : label.value(),
                    rendered.variant(),
                    rendered.text(),
                    messages,
                    rendered.config().json().node());
        }
    }
}
