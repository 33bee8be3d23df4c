package dev.maru.routes;

import static dev.maru.core.tenancy.Permission.MANAGE_PROMPTS;
import static dev.maru.core.tenancy.Permission.READ_CALLS;
import static dev.maru.core.tenancy.Permission.RELEASE_PROMPTS;
import static dev.maru.core.tenancy.Permission.WRITE_PROMPTS;
import static dev.maru.routes.Example.plain;

import dev.maru.core.id.ReleaseRequestId;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptLabel;
import java.util.List;
import java.util.Map;

/** What applications ask, and the same prompts for members. */
final class RuntimeExamples {
    private static final String PROJECT = "/api/tenants/{tenant}/projects/{project}";
    private static final String MANAGED = PROJECT + "/prompts";

    private final Settler settler;

    RuntimeExamples(Settler settler) {
        this.settler = settler;
    }

    void addTo(Examples examples) {
        examples.add(
                        "POST /v1/chat/completions",
                        plain().body(Calls::plain).shows("answer"),
                        plain().body(Calls::withPrompt)
                                .shows("answer")
                                .refersTo(
                                        other -> Map.of(
                                                "model",
                                                "maru/offline",
                                                "messages",
                                                List.of(),
                                                "prompt",
                                                Map.of("name", other.promptName())),
                                        404))
                .add("POST /v1/responses", plain().body(Calls::response).shows("answer"))
                .add("POST /v1/messages", plain().body(Calls::message).shows("answer"))
                // The model of the tests offers neither.
                .add(
                        "POST /v1/embeddings",
                        plain().body(place -> Map.of("model", "maru/offline", "input", "text"))
                                .answers(400))
                .add(
                        "POST /v1/rerank",
                        plain().body(place ->
                                        Map.of("model", "maru/offline", "query", "text", "documents", List.of("text")))
                                .answers(400))
                .add("POST /v1/traces", plain().body(Traces::body))
                .add("POST /api/public/otel/v1/traces", plain().body(Traces::body))
                .add("POST /api/public/otel", plain().body(Traces::body))
                .add("GET /v1/models", plain().shows("model"))
                .add(
                        "GET /v1/models/{*id}",
                        plain().at("id", place -> place.twin().modelName()).shows("model"))
                .add("GET /v1/prompt-events", plain());
        addPrompts(examples, "/v1/prompts");
        addPrompts(examples, MANAGED);
        addFiles(examples, "/v1");
        addFiles(examples, PROJECT);
        examples.add("GET " + PROJECT + "/release-requests", plain().shows("request-reason", "prompt"));
        addProtections(examples, PROJECT + "/prompt-protections");
        addLangfuse(examples, "/api/public/v2/prompts");
    }

    private void addProtections(Examples examples, String protections) {
        examples.add("GET " + protections, plain().shows("folder", "guarded", "locked"))
                .add(
                        "POST " + protections,
                        plain().body(place -> Map.of(
                                        "folder",
                                        settler.unused(place.marker(), "made"),
                                        "label",
                                        "production",
                                        "approvals",
                                        1))
                                .shows("made"))
                .add(
                        "PATCH " + protections + "/{protection}",
                        protection(plain())
                                .spare(
                                        "protection",
                                        place -> settler.protection(place).toString())
                                .body(place -> Map.of("approvals", 2))
                                .shows("spare"))
                .add(
                        "DELETE " + protections + "/{protection}",
                        protection(plain())
                                .spare(
                                        "protection",
                                        place -> settler.protection(place).toString()));
    }

    private static Example protection(Example example) {
        return example.at("protection", place -> place.governed().protection().toString());
    }

    private void addLangfuse(Examples examples, String prompts) {
        examples.add("GET /api/public/health", plain())
                .add("GET /api/public/projects", plain())
                .add(
                        "GET " + prompts,
                        plain().query(place -> "limit=100").shows("prompt", "prompt-tag", "config"),
                        plain().query(place -> "name=" + place.promptPath())
                                .shows("prompt")
                                .asksFor(other -> "name=" + other.promptPath(), 200),
                        plain().query(place -> "tag=" + place.marker().of("prompt-tag"))
                                .shows("prompt")
                                .asksFor(other -> "tag=" + other.marker().of("prompt-tag"), 200),
                        plain().query(place -> "label=" + place.marker().of("label"))
                                .shows("prompt")
                                .asksFor(other -> "label=" + other.marker().of("label"), 200))
                .add(
                        "POST " + prompts,
                        plain().body(this::newPrompt)
                                .shows("body", "prompt-tag")
                                .refersTo(
                                        other -> Map.of(
                                                "name",
                                                "refers",
                                                "type",
                                                "text",
                                                "prompt",
                                                "@@@langfusePrompt:name=" + other.promptName() + "|version=1@@@"),
                                        422))
                .add(
                        "GET " + prompts + "/{name}",
                        named(plain()).shows("prompt", "body", "config"),
                        named(plain()).query(place -> "version=1").shows("body", "commit-message"),
                        named(plain())
                                .query(place -> "label=" + place.marker().of("label"))
                                .shows("body", "label"))
                .add("DELETE " + prompts + "/{name}", named(plain()).spare("name", this::fresh))
                .add(
                        "PATCH " + prompts + "/{name}/versions/{version}",
                        named(plain())
                                .at("version", place -> "1")
                                .body(place -> Map.of("newLabels", List.of("staging")))
                                .shows("body"));
    }

    private static Example named(Example example) {
        return example.at("name", Place::promptPath);
    }

    private void addPrompts(Examples examples, String prompts) {
        var one = prompts + "/{*path}";
        examples.add("GET " + prompts, lists())
                .add(
                        "POST " + prompts,
                        plain().body(this::newPrompt)
                                .shows("body")
                                .refersTo(
                                        other -> Map.of("name", "refers", "prompt", "{{> " + other.promptName() + "}}"),
                                        422))
                .add("GET " + one, reads())
                .add(
                        "POST " + one,
                        below("/render").body(place -> variables(place)).shows("body", "variable"),
                        below("/versions")
                                .body(place -> version(place))
                                .shows("body")
                                .alsoNeeds(WRITE_PROMPTS),
                        below("/archive")
                                .spare("path", place -> fresh(place) + "/archive")
                                .alsoNeeds(WRITE_PROMPTS),
                        below("/labels/production/rollback")
                                .spare("path", place -> fresh(place) + "/labels/production/rollback")
                                .body(place -> Map.of("reason", place.marker().of("reason")))
                                .alsoNeeds(RELEASE_PROMPTS),
                        below("/release-requests")
                                .spare("path", place -> fresh(place) + "/release-requests")
                                .body(RuntimeExamples::wish)
                                .shows("request-reason")
                                .alsoNeeds(RELEASE_PROMPTS),
                        // Only people decide, and here only who manages prompts.
                        request("/approve", "request-reason"),
                        request("/reject", "comment"),
                        request("/withdraw", "request-reason"))
                .add(
                        "PUT " + one,
                        below("/labels/staging").body(place -> Map.of("version", 1)),
                        below("/labels/production/split")
                                .spare("path", place -> fresh(place) + "/labels/production/split")
                                .body(RuntimeExamples::split)
                                .shows("condition"))
                .add(
                        "PATCH " + one,
                        below("")
                                .body(place ->
                                        Map.of("description", place.marker().of("prompt-description")))
                                .shows("prompt", "prompt-description"))
                .add(
                        "DELETE " + one,
                        below("").spare("path", this::fresh),
                        below("/labels/production")
                                .spare("path", place -> fresh(place) + "/labels/production")
                                .alsoNeeds(RELEASE_PROMPTS),
                        below("/labels/production/split")
                                .spare("path", place -> freshSplit(place) + "/labels/production/split")
                                .query(place -> "reason=" + place.marker().of("reason"))
                                .alsoNeeds(RELEASE_PROMPTS));
    }

    private void addFiles(Examples examples, String above) {
        examples.add(
                        "GET " + above + "/prompt-export",
                        plain().shows("prompt"),
                        plain().query(place -> "folder=" + place.marker().of("folder"))
                                .shows("folder")
                                .asksFor(other -> "folder=" + other.marker().of("folder"), 200))
                .add(
                        "POST " + above + "/prompt-imports",
                        plain().body(this::newPrompt).shows("made"),
                        plain().query(place -> "dryRun=true")
                                .body(this::newPrompt)
                                .shows("made"))
                .add(
                        "POST " + above + "/prompt-copies",
                        plain().body(place -> Map.of(
                                        "prompt", place.promptName(), "to", settler.unused(place.marker(), "made")))
                                .shows("made", "prompt-tag")
                                .refersTo(other -> Map.of("prompt", other.promptName(), "to", "copied"), 404));
    }

    private static Example[] lists() {
        return new Example[] {
            plain().shows("prompt", "prompt-tag", "prompt-description"),
            plain().query(place -> "tag=" + place.marker().of("prompt-tag"))
                    .shows("prompt")
                    .asksFor(other -> "tag=" + other.marker().of("prompt-tag"), 200),
            plain().query(place -> "name=" + place.promptPath())
                    .shows("prompt")
                    .asksFor(other -> "name=" + other.promptPath(), 200),
            plain().query(place -> "label=" + place.marker().of("label"))
                    .shows("prompt")
                    .asksFor(other -> "label=" + other.marker().of("label"), 200),
            plain().query(place -> "folder=" + place.marker().of("folder"))
                    .shows("prompt")
                    .asksFor(other -> "folder=" + other.marker().of("folder"), 200)
        };
    }

    private static Example[] reads() {
        return new Example[] {
            below("").shows("prompt", "body", "config"),
            below("").query(place -> "version=1").shows("body"),
            below("/versions").shows("commit-message", "label"),
            below("/versions/1").shows("body", "commit-message"),
            below("/releases").shows("reason"),
            below("/used-by").shows("referrer"),
            below("/release-requests").shows("request-reason", "comment", "guarded"),
            below("/splits").shows("label", "condition"),
            below("/usage")
                    .query(place -> "label=" + place.marker().of("label"))
                    .asksFor(other -> "label=" + other.marker().of("label"), 200)
                    .alsoNeeds(READ_CALLS)
        };
    }

    private static Example below(String part) {
        return plain().at("path", place -> place.promptPath() + part);
    }

    private static Map<String, Object> variables(Place place) {
        return Map.of("variables", Map.of("name", place.marker().of("variable")));
    }

    private static Map<String, Object> version(Place place) {
        return Map.of(
                "prompt",
                place.marker().of("body") + " third",
                "commitMessage",
                place.marker().of("commit-message"));
    }

    private Map<String, Object> newPrompt(Place place) {
        return Map.of(
                "name", settler.unused(place.marker(), "made"),
                "type", "text",
                "prompt", place.marker().of("body"),
                "tags", List.of(place.marker().of("prompt-tag")));
    }

    private static Map<String, Object> wish(Place place) {
        return Map.of(
                "label",
                "staging",
                "version",
                1,
                "reason",
                place.marker().of("request-reason"),
                "releaseAt",
                "2999-01-01T00:00:00Z");
    }

    private static Map<String, Object> split(Place place) {
        return Map.of(
                "variants",
                List.of(Map.of("version", 1, "weight", 500)),
                "conditions",
                Map.of("country", List.of(place.marker().of("condition"))),
                "guard",
                Map.of("minCalls", 100, "maxErrorRateIncrease", 0.05));
    }

    private Example request(String decision, String shown) {
        return plain().at(
                        "path",
                        place ->
                                requestPath(place.promptName(), place.governed().request(), decision))
                .spare("path", place -> freshRequest(place, decision))
                .body(place -> Map.of("comment", place.marker().of("comment")))
                .shows(shown)
                .alsoNeeds(MANAGE_PROMPTS);
    }

    private static String requestPath(String prompt, ReleaseRequestId request, String decision) {
        return Place.encoded(prompt) + "/release-requests/" + request + decision;
    }

    private String freshRequest(Place place, String decision) {
        var prompt = freshPrompt(place, place.marker().of("folder") + "/");
        return requestPath(prompt.name().value(), settler.request(place, prompt).id(), decision);
    }

    private String freshSplit(Place place) {
        var prompt = freshPrompt(place, "");
        settler.split(settler.owner(place), place.marker(), prompt.id(), PromptLabel.PRODUCTION, 1);
        return Place.encoded(prompt.name().value());
    }

    private String fresh(Place place) {
        return Place.encoded(freshPrompt(place, "").name().value());
    }

    private Prompt freshPrompt(Place place, String folder) {
        return settler.prompt(settler.owner(place), place.marker(), folder + settler.unused(place.marker(), "spare"));
    }
}
