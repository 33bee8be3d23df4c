package dev.maru.gateway.http;

import dev.maru.core.id.RouteId;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.route.Candidate;
import dev.maru.gateway.route.FailureClass;
import dev.maru.gateway.route.Route;
import dev.maru.gateway.route.RouteData;
import dev.maru.gateway.route.RouteName;
import dev.maru.gateway.route.RoutePlanFormat;
import dev.maru.gateway.route.RouteService;
import dev.maru.gateway.route.SampleCall;
import dev.maru.gateway.route.Simulation;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The routes of a project. */
@RestController
@RequestMapping("/api/tenants/{tenant}/projects/{project}/routes")
class RouteController {
    private final RouteService routes;

    RouteController(RouteService routes) {
        this.routes = routes;
    }

    record WireRoute(
            String id,
            long version,
            String name,
            String description,
            boolean enabled,
            JsonNode plan,
            Instant createdAt,
            Instant changedAt) {
        static WireRoute of(Route route) {
            return new WireRoute(
                    route.id().toString(),
                    route.version(),
                    route.name(),
                    route.description(),
                    route.enabled(),
                    RoutePlanFormat.tree(route.plan()),
                    route.createdAt(),
                    route.changedAt());
        }
    }

    record WireRoutes(List<WireRoute> items) {}

    record WireNewRoute(
            @Nullable String name,
            @Nullable String description,
            @Nullable Boolean enabled,
            @Nullable JsonNode plan) {}

    record WireRouteChange(
            @Nullable Long version,
            @Nullable String description,
            @Nullable Boolean enabled,
            @Nullable JsonNode plan) {}

    record WireSample(
            @Nullable JsonNode plan,
            @Nullable String text,
            @Nullable Long inputTokens,
            @Nullable Set<String> modalities,
            @Nullable Set<String> features,
            @Nullable Map<String, String> tags,
            @Nullable String user,
            @Nullable String reasoningEffort,
            @Nullable Map<String, String> failures,
            @Nullable Long seed) {}

    record WireStep(String model, String reason, @Nullable String failure, int tries) {}

    record WireOther(String model, String reason) {}

    record WireSimulation(
            long inputTokens,
            @Nullable String language,
            @Nullable Double need,
            List<String> needReasons,
            List<WireStep> steps,
            @Nullable String answers,
            List<WireOther> unused,
            List<WireOther> skipped) {
        static WireSimulation of(Simulation simulation) {
            var call = simulation.call();
            return new WireSimulation(
                    call.inputTokens(),
                    call.language(),
                    call.need().score(),
                    call.need().reasons(),
                    simulation.steps().stream()
                            .map(step -> new WireStep(
                                    step.model(),
                                    step.reason(),
                                    step.failure() == null
                                            ? null
                                            : step.failure().wireName(),
                                    step.tries()))
                            .toList(),
                    simulation.answers(),
                    simulation.unused().stream().map(WireSimulation::other).toList(),
                    simulation.skipped().stream()
                            .map(skipped -> new WireOther(skipped.model(), skipped.reason()))
                            .toList());
        }

        private static WireOther other(Candidate candidate) {
            return new WireOther(candidate.model().qualifiedName(), candidate.reason());
        }
    }

    @GetMapping
    WireRoutes list(Caller caller) {
        return new WireRoutes(routes.list(caller).stream().map(WireRoute::of).toList());
    }

    @GetMapping("/{id}")
    WireRoute get(Caller caller, @PathVariable String id) {
        return WireRoute.of(routes.get(caller, PathIds.read(RouteId::parse, id)));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    WireRoute create(Caller caller, @RequestBody WireNewRoute body) {
        return WireRoute.of(routes.create(
                caller,
                new RouteName(Fields.required("name", body.name())),
                data(body.description(), body.enabled(), body.plan())));
    }

    @PutMapping("/{id}")
    WireRoute update(Caller caller, @PathVariable String id, @RequestBody WireRouteChange body) {
        return WireRoute.of(routes.update(
                caller,
                PathIds.read(RouteId::parse, id),
                Fields.required("version", body.version()),
                data(body.description(), body.enabled(), body.plan())));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable String id) {
        routes.delete(caller, PathIds.read(RouteId::parse, id));
    }

    /** Tries a plan that need not be stored. */
    @PostMapping("/simulate")
    WireSimulation simulate(Caller caller, @RequestBody WireSample body) {
        var failures = new HashMap<String, FailureClass>();
        if (body.failures() != null) {
            body.failures()
                    .forEach((model, failure) -> failures.put(
                            model,
                            Fields.choice(
                                    "failures",
                                    failure,
                                    FailureClass::ofWireName,
                                    "a kind of failure, such as timeout")));
        }
        var sample = new SampleCall(
                body.text() == null ? "" : body.text(),
                body.inputTokens(),
                body.modalities() == null ? Set.of() : body.modalities(),
                body.features() == null ? Set.of() : body.features(),
                body.tags() == null ? Map.of() : body.tags(),
                body.user(),
                body.reasoningEffort(),
                failures,
                body.seed() == null ? 0 : body.seed());
        return WireSimulation.of(
                routes.simulate(caller, RoutePlanFormat.read(Fields.required("plan", body.plan())), sample));
    }

    private static RouteData data(@Nullable String description, @Nullable Boolean enabled, @Nullable JsonNode plan) {
        return new RouteData(
                description == null ? "" : description.strip(),
                RoutePlanFormat.read(Fields.required("plan", plan)),
                enabled == null || enabled);
    }
}
