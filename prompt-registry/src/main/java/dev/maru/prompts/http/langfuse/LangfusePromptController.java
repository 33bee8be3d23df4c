package dev.maru.prompts.http.langfuse;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.prompts.NewPrompt;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptDraft;
import dev.maru.prompts.PromptError;
import dev.maru.prompts.PromptFetch;
import dev.maru.prompts.PromptFilter;
import dev.maru.prompts.PromptKind;
import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.PromptName;
import dev.maru.prompts.PromptQuery;
import dev.maru.prompts.PromptSelector;
import dev.maru.prompts.PromptService;
import dev.maru.prompts.PromptVersion;
import dev.maru.prompts.ReleaseService;
import dev.maru.prompts.content.DeclaredVariables;
import dev.maru.prompts.content.JsonValue;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.prompts.content.PromptJson;
import dev.maru.prompts.content.TemplateSyntax;
import dev.maru.prompts.http.langfuse.LangfuseWire.CreateRequest;
import dev.maru.prompts.http.langfuse.LangfuseWire.LabelsRequest;
import dev.maru.prompts.http.langfuse.LangfuseWire.ListItem;
import dev.maru.prompts.http.langfuse.LangfuseWire.ListResponse;
import dev.maru.prompts.http.langfuse.LangfuseWire.Meta;
import dev.maru.prompts.http.langfuse.LangfuseWire.PromptResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Prompts as Langfuse's clients read and write them. What they write uses the simple syntax, which is theirs. */
@RestController
@RequestMapping(LangfuseRoutes.PROMPTS)
class LangfusePromptController {
    private static final int MAX_LIMIT = 100;
    private static final int MAX_PAGE = 100_000;

    private final PromptService service;
    private final ReleaseService releases;
    private final PromptQuery query;
    private final PromptFetch fetch;

    LangfusePromptController(PromptService service, ReleaseService releases, PromptQuery query, PromptFetch fetch) {
        this.service = service;
        this.releases = releases;
        this.query = query;
        this.fetch = fetch;
    }

    @GetMapping("/{name}")
    PromptResponse get(
            Caller caller,
            @PathVariable String name,
            @RequestParam @Nullable Integer version,
            @RequestParam @Nullable String label,
            @RequestParam(defaultValue = "true") boolean resolve) {
        var prompt = new PromptName(name);
        var selector = PromptSelector.of(label == null ? null : new PromptLabel(label), version);
        var served = resolve ? fetch.fetch(caller, prompt, selector) : fetch.fetchUnresolved(caller, prompt, selector);
        return PromptResponse.of(caller.requireProject(), prompt, served.version(), served.labels(), served.tags());
    }

    @GetMapping
    ListResponse list(
            Caller caller,
            @RequestParam @Nullable String name,
            @RequestParam @Nullable String label,
            @RequestParam @Nullable String tag,
            @RequestParam @Nullable Instant fromUpdatedAt,
            @RequestParam @Nullable Instant toUpdatedAt,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "10") int limit) {
        if (page < 1 || page > MAX_PAGE || limit < 1 || limit > MAX_LIMIT) {
            throw new PlatformException(
                    CoreError.INVALID_REQUEST, "page: 1 to " + MAX_PAGE + "; limit: 1 to " + MAX_LIMIT + ".");
        }
        if (name != null) {
            var found = query.byName(caller, new PromptName(name)).stream()
                    .filter(prompt -> !prompt.isArchived())
                    .filter(prompt -> label == null || isLabelled(prompt, new PromptLabel(label)))
                    .filter(prompt -> tag == null || prompt.tags().contains(tag))
                    .map(prompt -> item(caller, prompt))
                    .toList();
            return new ListResponse(page == 1 ? found : List.of(), new Meta(page, limit, found.size(), found.size()));
        }
        var filter = new PromptFilter(
                null,
                label == null ? null : new PromptLabel(label),
                tag,
                null,
                fromUpdatedAt == null ? null : fromUpdatedAt.minusNanos(1_000),
                toUpdatedAt,
                false);
        var slice = query.slice(caller, filter, (page - 1) * limit, limit);
        var pages = (slice.total() + limit - 1) / limit;
        return new ListResponse(
                slice.items().stream().map(prompt -> item(caller, prompt)).toList(),
                new Meta(page, limit, slice.total(), pages));
    }

    private static boolean isLabelled(Prompt prompt, PromptLabel label) {
        return label.equals(PromptLabel.LATEST) || prompt.labels().containsKey(label);
    }

    private ListItem item(Caller caller, Prompt prompt) {
        return ListItem.of(prompt, query.version(caller, prompt.id(), prompt.latest()));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    PromptResponse create(Caller caller, @RequestBody CreateRequest body) {
        var prompt = LangfuseWire.withoutMarks(required("prompt", body.prompt()));
        var kind = body.type() == null
                ? PromptJson.kindOf(prompt)
                : PromptKind.ofWireName(body.type())
                        .orElseThrow(() -> PlatformException.invalid("type", "use text or chat"));
        var config = body.config();
        var draft = new PromptDraft(
                PromptJson.read(kind, TemplateSyntax.SIMPLE, prompt),
                config == null || config.isNull() ? PromptConfig.EMPTY : new PromptConfig(JsonValue.of(config)),
                DeclaredVariables.NONE,
                body.commitMessage() == null ? "" : body.commitMessage());
        var saved = service.save(
                caller,
                new NewPrompt(
                        new PromptName(required("name", body.name())),
                        draft,
                        "",
                        texts(body.tags()),
                        labels(body.labels())));
        return response(caller, saved.prompt(), saved.version());
    }

    /** Adds labels to a version, taking them away from others; it cannot take one away from it. */
    @PatchMapping("/{name}/versions/{version}")
    PromptResponse label(
            Caller caller, @PathVariable String name, @PathVariable int version, @RequestBody LabelsRequest body) {
        var prompt = known(caller, name);
        releases.releaseAll(caller, prompt.id(), labels(body.newLabels()), version, "Set by a client of Langfuse");
        return response(caller, query.prompt(caller, prompt.id()), query.version(caller, prompt.id(), version));
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            Caller caller,
            @PathVariable String name,
            @RequestParam @Nullable String label,
            @RequestParam @Nullable Integer version) {
        if (label != null || version != null) {
            throw new PlatformException(
                    CoreError.INVALID_REQUEST,
                    "Versions are kept here: delete the whole prompt, or move the label to another version.");
        }
        service.delete(caller, known(caller, name).id(), name);
    }

    private static PromptResponse response(Caller caller, Prompt prompt, PromptVersion version) {
        return PromptResponse.of(
                caller.requireProject(), prompt.name(), version, prompt.labelsOf(version.number()), prompt.tags());
    }

    private Prompt known(Caller caller, String name) {
        return query.byName(caller, new PromptName(name))
                .orElseThrow(() -> new PlatformException(
                        PromptError.PROMPT_NOT_FOUND, "There is no prompt \"" + name + "\" in this project."));
    }

    private static LinkedHashSet<PromptLabel> labels(@Nullable List<@Nullable String> names) {
        var labels = new LinkedHashSet<PromptLabel>();
        texts(names).forEach(name -> {
            // Its clients send the label that is managed along with others.
            if (!name.equals(PromptLabel.LATEST.value())) {
                labels.add(new PromptLabel(name));
            }
        });
        return labels;
    }

    private static List<String> texts(@Nullable List<@Nullable String> list) {
        return list == null
                ? List.of()
                : new ArrayList<>(list.stream()
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList());
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw PlatformException.invalid(field, "this field is required");
        }
        return value;
    }
}
