package dev.maru.routes;

import static dev.maru.routes.Example.plain;

import dev.maru.e2e.RunningMaru;
import dev.maru.gateway.guard.Check;
import dev.maru.gateway.guard.Guardrail;
import dev.maru.gateway.guard.GuardrailData;
import dev.maru.gateway.guard.GuardrailService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Guardrails. */
final class GuardrailExamples {
    private static final String GUARDRAILS = "/api/tenants/{tenant}/projects/{project}/guardrails";
    private static final Map<String, Object> CHECK = Map.of("kind", "secrets");

    private final RunningMaru maru;
    private final Settler settler;

    GuardrailExamples(RunningMaru maru, Settler settler) {
        this.maru = maru;
        this.settler = settler;
    }

    void addTo(Examples examples) {
        examples.add("GET " + GUARDRAILS, plain().shows("guardrail"))
                .add(
                        "POST " + GUARDRAILS,
                        plain().body(place -> body(settler.unused(place.marker(), "made"), Map.of()))
                                .shows("made"))
                .add(
                        "POST " + GUARDRAILS + "/try",
                        plain().body(place ->
                                Map.of("text", "hello", "checks", List.of(Map.of("action", "mask", "check", CHECK)))))
                .add(
                        "GET " + GUARDRAILS + "/{id}",
                        plain().at("id", place -> guardrail(place).id().toString())
                                .shows("guardrail"))
                .add(
                        "PUT " + GUARDRAILS + "/{id}",
                        plain().at("id", place -> guardrail(place).id().toString())
                                .body(place -> body(
                                        guardrail(place).name(),
                                        Map.of("version", guardrail(place).version())))
                                .shows("guardrail"))
                .add(
                        "DELETE " + GUARDRAILS + "/{id}",
                        plain().at("id", place -> guardrail(place).id().toString())
                                .spare(
                                        "id",
                                        place -> made(place, settler.unused(place.marker(), "spare"))
                                                .id()
                                                .toString()))
                .add("VIEW /p/{tenant}/{project}/guardrails", plain().shows("guardrail"));
    }

    private static Map<String, Object> body(String name, Map<String, Object> more) {
        var body = new HashMap<String, Object>(Map.of("name", name, "stage", "input", "action", "log", "check", CHECK));
        body.putAll(more);
        return body;
    }

    private Guardrail guardrail(Place place) {
        var name = place.marker().of("guardrail");
        return maru.bean(GuardrailService.class).list(settler.owner(place)).stream()
                .map(GuardrailService.Listed::guardrail)
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Guardrail made(Place place, String name) {
        return maru.bean(GuardrailService.class)
                .create(
                        settler.owner(place),
                        new GuardrailData(
                                name, null, Guardrail.Stage.INPUT, Guardrail.Action.LOG, new Check.Secrets(), true),
                        null);
    }
}
