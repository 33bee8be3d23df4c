package dev.maru.ui.playground;

import static dev.maru.ui.i18n.Texts.t;

import dev.maru.core.id.PromptId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.protocol.ProtocolException;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.PromptName;
import dev.maru.prompts.PromptRenderer.Preview;
import dev.maru.prompts.PromptVersion;
import dev.maru.prompts.content.ChatEntry;
import dev.maru.prompts.content.ChatRole;
import dev.maru.prompts.content.DeclaredVariables;
import dev.maru.prompts.content.JsonValue;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a column starts from: a stored version, the request of a past call, or nothing.
 *
 * @param prompt null where the messages belong to the page
 * @param version null with the prompt
 * @param model what the source itself says, null if nothing
 * @param note what the reader has to know about it, null if nothing
 */
record ColumnSource(
        ColumnLink.Source link,
        @Nullable Prompt prompt,
        @Nullable PromptVersion version,
        PromptBody body,
        PromptConfig config,
        @Nullable String model,
        @Nullable String note) {
    /** References are looked up for a prompt; one that is not stored yet has an id and a name that nobody can refer to. */
    private static final PromptId UNSTORED = PromptId.next();

    private static final PromptName UNSTORED_NAME = new PromptName("⟨playground⟩");

    /** Throws our own not-found for whatever is not of the caller's project. */
    static ColumnSource load(PlaygroundTools tools, Caller caller, ColumnLink.Source link) {
        return switch (link) {
            case ColumnLink.Source.Free free -> free(free, null, null);
            case ColumnLink.Source.Saved saved -> saved(tools, caller, saved, null, null);
            case ColumnLink.Source.OfCall ofCall -> ofCall(tools, caller, ofCall);
        };
    }

    private static ColumnSource free(ColumnLink.Source link, @Nullable String model, @Nullable String note) {
        var body = new PromptBody.Chat(List.of(
                ChatEntry.Message.of(ChatRole.SYSTEM, t("prompts.first-system")),
                ChatEntry.Message.of(ChatRole.USER, t("sample.question"))));
        return new ColumnSource(link, null, null, body, PromptConfig.EMPTY, model, note);
    }

    private static ColumnSource saved(
            PlaygroundTools tools,
            Caller caller,
            ColumnLink.Source.Saved link,
            @Nullable String model,
            @Nullable String note) {
        var prompt = tools.prompts().prompt(caller, link.prompt());
        var version = tools.prompts().version(caller, prompt.id(), number(prompt, link));
        var own = version.config().json().node().path("model").asString("");
        return new ColumnSource(
                link,
                prompt,
                version,
                version.body(),
                version.config(),
                model == null ? own.isEmpty() ? null : own : model,
                note);
    }

    private static int number(Prompt prompt, ColumnLink.Source.Saved link) {
        if (link.version() != null) {
            return link.version();
        }
        var label = new PromptLabel(link.selector());
        var number = label.isManaged()
                ? Integer.valueOf(prompt.latest())
                : prompt.labels().get(label);
        if (number == null) {
            throw new PlatformException(CoreError.NOT_FOUND, t("play.no-label", label.value(), prompt.name()));
        }
        return number;
    }

    private static ColumnSource ofCall(PlaygroundTools tools, Caller caller, ColumnLink.Source.OfCall link) {
        var detail = tools.calls().find(caller, link.call());
        var call = detail.call();
        var model = call.model() == null ? call.requestedModel() : call.model();
        var payload = detail.payload();
        try {
            var kept = payload == null || payload.truncated()
                    ? null
                    : KeptRequest.read(detail.protocol(), payload.request()).orElse(null);
            if (kept != null) {
                return new ColumnSource(link, null, null, kept.body(), kept.config(), model, lost(kept));
            }
        } catch (ProtocolException impossible) {
            return free(link, model, t("play.call.impossible", String.valueOf(impossible.getMessage())));
        }
        var promptId = detail.promptId();
        var version = call.promptVersion();
        return promptId == null || version == null
                ? free(link, model, t("play.call.not-kept"))
                : saved(
                        tools,
                        caller,
                        new ColumnLink.Source.Saved(promptId, version, null),
                        model,
                        t("play.call.input-not-kept"));
    }

    private static @Nullable String lost(KeptRequest kept) {
        return kept.lost().isEmpty() ? null : t("play.call.lost", String.join(", ", kept.lost()));
    }

    DeclaredVariables variables() {
        return version == null ? DeclaredVariables.NONE : version.variables();
    }

    /** The config without its model, which a column chooses apart. */
    JsonValue parameters() {
        return ColumnConfig.of(config).json(fault -> {});
    }

    Preview preview(PlaygroundTools tools, Caller caller, PromptBody edited) {
        return prompt == null
                ? tools.renderer().preview(caller, UNSTORED, UNSTORED_NAME, edited, DeclaredVariables.NONE)
                : tools.renderer().preview(caller, prompt.id(), prompt.name(), edited, variables());
    }

    boolean isUnedited(PromptBody edited, JsonValue parameters) {
        return prompt != null && body.equals(edited) && parameters().equals(parameters);
    }
}
