package dev.maru.routes;

import static dev.maru.routes.Example.plain;

import dev.maru.core.tenancy.Permission;
import java.util.Map;

/** Comments about the text of prompts. */
final class DiscussionExamples {
    private static final String THREADS = "/api/tenants/{tenant}/projects/{project}/prompt-threads";

    private DiscussionExamples() {}

    static void addTo(Examples examples, Settler settler) {
        examples.add(
                        "GET " + THREADS,
                        plain().query(place -> "prompt=" + place.promptPath())
                                .shows("said")
                                .asksFor(other -> "prompt=" + other.promptPath(), 404))
                .add(
                        "POST " + THREADS,
                        plain().body(place -> opening(place.promptName()))
                                .refersTo(other -> opening(other.promptName()), 404))
                .add(
                        "PATCH " + THREADS + "/{thread}",
                        thread(plain()).body(place -> Map.of("resolved", true)).shows("said"))
                .add(
                        "POST " + THREADS + "/{thread}/comments",
                        thread(plain()).body(place -> Map.of("text", "Yes")).shows("said"))
                .add(
                        "PATCH " + THREADS + "/{thread}/comments/{comment}",
                        comment(thread(plain()))
                                .body(place -> Map.of("text", place.marker().of("said")))
                                // Only who wrote it.
                                .answers(403))
                .add(
                        "DELETE " + THREADS + "/{thread}/comments/{comment}",
                        comment(thread(plain()))
                                .spare(
                                        "comment",
                                        place -> settler.comment(place).toString())
                                .alsoNeeds(Permission.MANAGE_PROMPTS));
    }

    private static Map<String, Object> opening(String prompt) {
        return Map.of("prompt", prompt, "version", 1, "text", "Hm");
    }

    private static Example thread(Example example) {
        return example.at("thread", place -> place.governed().thread().id().toString());
    }

    private static Example comment(Example example) {
        return example.at(
                "comment",
                place -> place.governed().thread().comments().getFirst().id().toString());
    }
}
