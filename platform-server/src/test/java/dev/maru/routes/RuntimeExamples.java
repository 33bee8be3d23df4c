package dev.maru.routes;

import static dev.maru.core.tenancy.Permission.RELEASE_PROMPTS;
import static dev.maru.core.tenancy.Permission.WRITE_PROMPTS;
import static dev.maru.routes.Example.plain;

import java.util.List;
import java.util.Map;

/** What applications ask, and the same prompts for members. */
final class RuntimeExamples {
    private static final String MANAGED = "/api/tenants/{tenant}/projects/{project}/prompts";

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
                .add("GET /v1/models", plain().shows("model"))
                .add(
                        "GET /v1/models/{*id}",
                        plain().at("id", place -> place.twin().modelName()).shows("model"))
                .add("GET /v1/prompt-events", plain());
        addPrompts(examples, "/v1/prompts");
        addPrompts(examples, MANAGED);
    }

    private void addPrompts(Examples examples, String prompts) {
        var one = prompts + "/{*path}";
        examples.add("GET " + prompts, lists())
                .add("POST " + prompts, plain().body(this::newPrompt).shows("body"))
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
                                .alsoNeeds(RELEASE_PROMPTS))
                .add("PUT " + one, below("/labels/staging").body(place -> Map.of("version", 1)))
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
                                .alsoNeeds(RELEASE_PROMPTS));
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
            below("/releases").shows("reason")
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

    private String fresh(Place place) {
        var name = settler.unused(place.marker(), "spare");
        settler.prompt(settler.owner(place), place.marker(), name);
        return Place.encoded(name);
    }
}
