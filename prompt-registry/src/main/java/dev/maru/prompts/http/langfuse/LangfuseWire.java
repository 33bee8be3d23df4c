package dev.maru.prompts.http.langfuse;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.maru.core.id.ProjectId;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.PromptName;
import dev.maru.prompts.PromptVersion;
import dev.maru.prompts.content.PromptJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shapes as Langfuse has them; what its clients send beyond these is ignored, as Langfuse does. */
final class LangfuseWire {
    private static final String CHAT_MESSAGE = "chatmessage";

    private LangfuseWire() {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record CreateRequest(
            @Nullable String name,
            @Nullable String type,
            @Nullable JsonNode prompt,
            @Nullable JsonNode config,
            @Nullable List<@Nullable String> labels,
            @Nullable List<@Nullable String> tags,
            @Nullable String commitMessage) {}

    /** Langfuse marks messages that are no placeholders; providers would refuse the mark as a field of a message. */
    static JsonNode withoutMarks(JsonNode prompt) {
        var plain = prompt.deepCopy();
        for (var entry : plain) {
            if (entry instanceof ObjectNode message
                    && message.path("type").asString("").equals(CHAT_MESSAGE)) {
                message.remove("type");
            }
        }
        return plain;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record LabelsRequest(@Nullable List<@Nullable String> newLabels) {}

    /** One version; {@code resolutionGraph} is always null: what was put in stands in the text. */
    record PromptResponse(
            String id,
            Instant createdAt,
            Instant updatedAt,
            String projectId,
            String createdBy,
            String name,
            int version,
            String type,
            JsonNode prompt,
            JsonNode config,
            List<String> labels,
            List<String> tags,
            String commitMessage,
            @Nullable JsonNode resolutionGraph,
            boolean isActive) {
        static PromptResponse of(
                ProjectId project,
                PromptName name,
                PromptVersion version,
                List<PromptLabel> labels,
                List<String> tags) {
            return new PromptResponse(
                    version.prompt() + "-v" + version.number(),
                    version.createdAt(),
                    version.createdAt(),
                    project.toString(),
                    version.createdBy(),
                    name.value(),
                    version.number(),
                    version.body().kind().wireName(),
                    PromptJson.write(version.body()),
                    version.config().json().node(),
                    labels.stream().map(PromptLabel::value).toList(),
                    tags,
                    version.commitMessage(),
                    null,
                    labels.contains(PromptLabel.PRODUCTION));
        }
    }

    record Meta(int page, int limit, int totalItems, int totalPages) {}

    record ListItem(
            String name,
            String type,
            List<Integer> versions,
            List<String> labels,
            List<String> tags,
            Instant lastUpdatedAt,
            JsonNode lastConfig) {
        static ListItem of(Prompt prompt, PromptVersion newest) {
            var labels = new ArrayList<>(
                    prompt.labels().keySet().stream().map(PromptLabel::value).toList());
            labels.add(PromptLabel.LATEST.value());
            return new ListItem(
                    prompt.name().value(),
                    prompt.kind().wireName(),
                    IntStream.rangeClosed(1, prompt.latest()).boxed().toList(),
                    labels,
                    prompt.tags(),
                    prompt.updatedAt(),
                    newest.config().json().node());
        }
    }

    record ListResponse(List<ListItem> data, Meta meta) {}

    record Health(String status, String version) {}

    /** A tenant. */
    record Organization(String id, String name) {}

    record Project(String id, String name, Organization organization, Map<String, String> metadata) {}

    record Projects(List<Project> data) {}
}
