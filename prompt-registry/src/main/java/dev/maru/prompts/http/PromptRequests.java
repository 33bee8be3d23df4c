package dev.maru.prompts.http;

import dev.maru.core.id.PromptId;
import dev.maru.core.id.ReleaseRequestId;
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
import dev.maru.prompts.PromptRenderer;
import dev.maru.prompts.PromptSearch;
import dev.maru.prompts.PromptSelector;
import dev.maru.prompts.PromptService;
import dev.maru.prompts.ReleaseRequestService;
import dev.maru.prompts.ReleaseService;
import dev.maru.prompts.ServedPrompt;
import dev.maru.prompts.SplitService;
import dev.maru.prompts.content.DeclaredVariables;
import dev.maru.prompts.content.JsonValue;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.prompts.content.PromptJson;
import dev.maru.prompts.content.TemplateSyntax;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What each request about prompts does; the same for applications under /v1 and for members under /api. */
@Component
class PromptRequests {
    private final PromptService service;
    private final ReleaseService releases;
    private final ReleaseRequestService releaseRequests;
    private final SplitService splits;
    private final PromptParts parts;
    private final PromptQuery query;
    private final PromptSearch search;
    private final PromptFetch fetch;
    private final PromptRenderer renderer;

    PromptRequests(
            PromptService service,
            ReleaseService releases,
            ReleaseRequestService releaseRequests,
            SplitService splits,
            PromptParts parts,
            PromptQuery query,
            PromptSearch search,
            PromptFetch fetch,
            PromptRenderer renderer) {
        this.service = service;
        this.releases = releases;
        this.releaseRequests = releaseRequests;
        this.splits = splits;
        this.parts = parts;
        this.query = query;
        this.search = search;
        this.fetch = fetch;
        this.renderer = renderer;
    }

    ServedPrompt fetch(Caller caller, PromptName name, QueryParameters parameters) {
        parameters.known("label", "version", "splitKey", "splitAttributes", "resolve");
        var selector = PromptSelector.of(parameters.label(), parameters.number("version"));
        return parameters.flag("resolve", true)
                ? fetch.fetch(caller, name, selector, parameters.text("splitKey"), parameters.attributes())
                : fetch.fetchUnresolved(caller, name, selector);
    }

    Answer list(Caller caller, QueryParameters parameters) {
        parameters.known("q", "name", "label", "tag", "folder", "updatedAfter", "archived", "cursor", "limit");
        var name = parameters.text("name");
        if (name != null) {
            var found = query.byName(caller, new PromptName(name)).map(Wire.PromptItem::of).stream()
                    .toList();
            return Answer.ok(new Wire.PageResponse<>(found, null));
        }
        var filter = new PromptFilter(
                parameters.text("q"),
                parameters.label(),
                parameters.text("tag"),
                parameters.text("folder"),
                parameters.instant("updatedAfter"),
                parameters.flag("archived"));
        var page = search.page(caller, filter, parameters.cursor(1), parameters.limit());
        return Answer.ok(Wire.PageResponse.of(page, Wire.PromptItem::of));
    }

    Answer create(Caller caller, HttpServletRequest request) throws IOException {
        new QueryParameters(request).known();
        var body = RequestBody.read(request, Wire.CreateRequest.class);
        var prompt = required("prompt", body.prompt());
        var labels = new LinkedHashSet<PromptLabel>();
        texts("labels", body.labels()).forEach(label -> labels.add(new PromptLabel(label)));
        var created = service.create(
                caller,
                new NewPrompt(
                        new PromptName(required("name", body.name())),
                        draft(
                                kind(body.type(), prompt),
                                new Content(
                                        prompt, body.syntax(), body.config(), body.variables(), body.commitMessage())),
                        orEmpty(body.description()),
                        texts("tags", body.tags()),
                        labels));
        return new Answer(
                201,
                new Wire.CreatedResponse(
                        Wire.PromptItem.of(created.prompt()), Wire.VersionResponse.of(created.version())));
    }

    /** Everything below a prompt's name but the fetch itself. */
    Answer part(Caller caller, String method, PromptPath path, HttpServletRequest request) throws IOException {
        return switch (method) {
            case "GET" -> parts.read(caller, prompt(caller, path).id(), path.parts(), new QueryParameters(request));
            case "POST" -> post(caller, path, request);
            case "PUT" -> put(caller, path, request);
            case "PATCH" -> describe(caller, path, request);
            case "DELETE" -> delete(caller, path, new QueryParameters(request));
            default ->
                throw new PlatformException(CoreError.METHOD_NOT_ALLOWED, method + " is not possible on a prompt.");
        };
    }

    private Answer post(Caller caller, PromptPath path, HttpServletRequest request) throws IOException {
        new QueryParameters(request).known();
        if (path.parts().isEmpty()) {
            throw new PlatformException(
                    CoreError.METHOD_NOT_ALLOWED,
                    "Post to …/render, …/versions, …/archive, …/unarchive, …/release-requests or"
                            + " …/labels/{label}/rollback of the prompt.");
        }
        return switch (path.parts().getFirst()) {
            case "render" -> render(caller, path.name(), request);
            case "versions" -> newVersion(caller, prompt(caller, path), request);
            case "archive" ->
                Answer.ok(Wire.PromptItem.of(
                        service.archive(caller, prompt(caller, path).id())));
            case "unarchive" ->
                Answer.ok(Wire.PromptItem.of(
                        service.unarchive(caller, prompt(caller, path).id())));
            case "release-requests" -> releaseRequest(caller, path, request);
            default -> rollback(caller, path, request);
        };
    }

    private Answer releaseRequest(Caller caller, PromptPath path, HttpServletRequest request) throws IOException {
        var prompt = prompt(caller, path).id();
        if (path.parts().size() == 1) {
            var body = RequestBody.read(request, ReleaseWire.WishRequest.class);
            return new Answer(
                    201, ReleaseWire.ReleaseRequestResponse.of(releaseRequests.request(caller, prompt, body.wish())));
        }
        var id = releaseRequestId(caller, prompt, path.parts().get(1));
        return Answer.ok(ReleaseWire.ReleaseRequestResponse.of(
                switch (path.parts().get(2)) {
                    case "approve" -> releaseRequests.approve(caller, id, comment(request));
                    case "reject" -> releaseRequests.reject(caller, id, comment(request));
                    default -> releaseRequests.withdraw(caller, id);
                }));
    }

    private static String comment(HttpServletRequest request) throws IOException {
        return orEmpty(
                RequestBody.read(request, ReleaseWire.CommentRequest.class).comment());
    }

    private ReleaseRequestId releaseRequestId(Caller caller, PromptId prompt, String text) {
        try {
            var id = ReleaseRequestId.parse(text);
            if (releaseRequests.find(caller, id).prompt().equals(prompt)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // No id of ours names anything here.
        }
        throw new PlatformException(
                PromptError.PROMPT_REQUEST_NOT_FOUND, "The prompt has no release request " + text + ".");
    }

    private Answer render(Caller caller, PromptName name, HttpServletRequest request) throws IOException {
        var body = RequestBody.read(request, Wire.RenderRequest.class);
        var label = body.label() == null ? null : new PromptLabel(body.label());
        var variables = body.variables();
        var rendered = renderer.render(
                caller,
                name,
                PromptSelector.of(label, body.version()),
                variables == null ? JsonNodeFactory.instance.objectNode() : variables,
                body.splitKey(),
                body.splitAttributes() == null ? Map.of() : body.splitAttributes());
        return Answer.ok(Wire.RenderedResponse.of(rendered, RequestBody.tree(rendered.messagesJson())))
                .of(name, rendered.version());
    }

    private Answer newVersion(Caller caller, Prompt prompt, HttpServletRequest request) throws IOException {
        var body = RequestBody.read(request, Wire.VersionRequest.class);
        var draft = draft(
                prompt.kind(),
                new Content(
                        required("prompt", body.prompt()),
                        body.syntax(),
                        body.config(),
                        body.variables(),
                        body.commitMessage()));
        var saved = service.newVersion(caller, prompt.id(), body.expectedLatest(), draft);
        return new Answer(saved.unchanged() ? 200 : 201, Wire.SavedResponse.of(saved));
    }

    private Answer put(Caller caller, PromptPath path, HttpServletRequest request) throws IOException {
        new QueryParameters(request).known();
        if (path.parts().isEmpty()) {
            throw new PlatformException(
                    CoreError.METHOD_NOT_ALLOWED, "Put to …/labels/{label} or …/labels/{label}/split of the prompt.");
        }
        if (path.parts().size() == 3) {
            var plan = RequestBody.read(request, SplitWire.SplitRequest.class).plan(label(path));
            return Answer.ok(SplitWire.SplitResponse.of(
                    splits.start(caller, prompt(caller, path).id(), plan)));
        }
        return release(caller, path, request);
    }

    private Answer release(Caller caller, PromptPath path, HttpServletRequest request) throws IOException {
        var body = RequestBody.read(request, Wire.MoveRequest.class);
        var expected = Wire.expected(body.expectedVersion());
        return Answer.ok(Wire.ReleaseResponse.of(releases.release(
                caller,
                prompt(caller, path).id(),
                label(path),
                required("version", body.version()),
                expected,
                orEmpty(body.reason()))));
    }

    private Answer rollback(Caller caller, PromptPath path, HttpServletRequest request) throws IOException {
        var body = RequestBody.read(request, Wire.RollbackRequest.class);
        return Answer.ok(Wire.ReleaseResponse.of(
                releases.rollback(caller, prompt(caller, path).id(), label(path), orEmpty(body.reason()))));
    }

    private Answer describe(Caller caller, PromptPath path, HttpServletRequest request) throws IOException {
        new QueryParameters(request).known();
        var body = RequestBody.read(request, Wire.DescribeRequest.class);
        var prompt = prompt(caller, path);
        var description = body.description() == null ? prompt.description() : body.description();
        var tags = body.tags() == null ? prompt.tags() : texts("tags", body.tags());
        return Answer.ok(Wire.PromptItem.of(service.describe(caller, prompt.id(), body.edit(), description, tags)));
    }

    private Answer delete(Caller caller, PromptPath path, QueryParameters parameters) {
        var prompt = prompt(caller, path);
        if (path.parts().isEmpty()) {
            parameters.known();
            service.delete(caller, prompt.id(), path.name().value());
        } else if (path.parts().size() == 3) {
            parameters.known("promote", "reason");
            splits.finish(
                    caller, prompt.id(), label(path), parameters.number("promote"), orEmpty(parameters.text("reason")));
        } else {
            parameters.known("reason");
            releases.removeLabel(caller, prompt.id(), label(path), orEmpty(parameters.text("reason")));
        }
        return new Answer(204, null);
    }

    private Prompt prompt(Caller caller, PromptPath path) {
        return query.byName(caller, path.name())
                .orElseThrow(() -> new PlatformException(
                        PromptError.PROMPT_NOT_FOUND, "There is no prompt \"" + path.name() + "\" in this project."));
    }

    private static PromptLabel label(PromptPath path) {
        return new PromptLabel(path.parts().get(1));
    }

    /** What a version says, as it was sent. */
    private record Content(
            JsonNode prompt,
            @Nullable String syntax,
            @Nullable JsonNode config,
            @Nullable JsonNode variables,
            @Nullable String commitMessage) {}

    private static PromptDraft draft(PromptKind kind, Content content) {
        var config = content.config();
        var syntax = content.syntax() == null
                ? TemplateSyntax.MUSTACHE
                : TemplateSyntax.ofWireName(content.syntax())
                        .orElseThrow(() -> PlatformException.invalid("syntax", "use mustache or simple"));
        return new PromptDraft(
                PromptJson.read(kind, syntax, content.prompt()),
                config == null || config.isNull() ? PromptConfig.EMPTY : new PromptConfig(JsonValue.of(config)),
                DeclaredVariables.read(content.variables()),
                orEmpty(content.commitMessage()));
    }

    private static PromptKind kind(@Nullable String type, JsonNode prompt) {
        return type == null
                ? PromptJson.kindOf(prompt)
                : PromptKind.ofWireName(type).orElseThrow(() -> PlatformException.invalid("type", "use text or chat"));
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw PlatformException.invalid(field, "this field is required");
        }
        return value;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static List<String> texts(String field, @Nullable List<? extends @Nullable String> list) {
        var texts = new ArrayList<String>();
        for (var text : list == null ? List.<@Nullable String>of() : list) {
            texts.add(required(field + "[" + texts.size() + "]", text));
        }
        return texts;
    }
}
