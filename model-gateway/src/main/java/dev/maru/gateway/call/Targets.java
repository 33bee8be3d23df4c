package dev.maru.gateway.call;

import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.CompletionRequest;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.catalog.CallableModel;
import dev.maru.gateway.catalog.Catalog;
import dev.maru.gateway.catalog.CatalogSnapshot;
import dev.maru.gateway.catalog.CatalogSnapshot.Resolution;
import dev.maru.gateway.route.Candidate;
import dev.maru.gateway.route.Route;
import dev.maru.gateway.route.RouteDirectory;
import dev.maru.gateway.route.RoutePlan;
import dev.maru.gateway.route.RoutePlanner;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds what the {@code model} of a call means: a route of the project, else a model of the catalogue. */
@Component
class Targets {
    private final Catalog catalog;
    private final RouteDirectory routes;
    private final RoutePlanner planner;

    Targets(Catalog catalog, RouteDirectory routes, RoutePlanner planner) {
        this.catalog = catalog;
        this.routes = routes;
        this.planner = planner;
    }

    /** @param route and {@code plan} are null if the call names a model itself */
    record Choice(
            List<Candidate> candidates,
            @Nullable String route,
            @Nullable RoutePlan plan) {}

    Choice choose(Caller caller, CompletionRequest request, RequestEnvelope envelope, UpstreamRequest upstream) {
        var name = upstream.modelName();
        var snapshot = catalog.of(caller.tenant());
        var route = routes.find(caller.tenant(), caller.requireProject(), name);
        if (route == null) {
            return new Choice(List.of(Candidate.only(model(caller, request, snapshot, name))), null, null);
        }
        if (!request.origin().internal() && !Catalog.allowed(caller, route.name())) {
            throw notAllowed(caller, route.name());
        }
        return new Choice(routed(caller, snapshot, route, request, envelope, upstream), route.name(), route.plan());
    }

    private List<Candidate> routed(
            Caller caller,
            CatalogSnapshot snapshot,
            Route route,
            CompletionRequest request,
            RequestEnvelope envelope,
            UpstreamRequest upstream) {
        var traits = CallTraitsReader.read(route.plan(), request, envelope, upstream);
        // Whoever may call the route may call what it leads to: that is what the route is for.
        var choice = planner.choose(
                caller.tenant(), route.plan(), traits, snapshot, model -> true, ThreadLocalRandom.current());
        if (choice.candidates().stream()
                .noneMatch(candidate -> candidate.onlyAfter().isEmpty())) {
            throw new PlatformException(
                    GatewayError.NO_TARGET,
                    "No target of the route \"" + route.name() + "\" fits this call: "
                            + choice.skipped().stream()
                                    .map(skipped -> skipped.model() + " (" + skipped.reason() + ")")
                                    .collect(Collectors.joining("; "))
                            + ".");
        }
        return choice.candidates();
    }

    private static CallableModel model(
            Caller caller, CompletionRequest request, CatalogSnapshot snapshot, String name) {
        var model = switch (snapshot.resolve(name)) {
            case Resolution.Found found -> found.model();
            case Resolution.Ambiguous ambiguous ->
                throw new PlatformException(
                        GatewayError.MODEL_AMBIGUOUS,
                        "More than one connection offers \"" + name + "\". Name one of "
                                + String.join(", ", ambiguous.choices()) + ".");
            case Resolution.Unknown() ->
                throw new PlatformException(
                        GatewayError.MODEL_NOT_FOUND,
                        "There is no model \"" + name + "\" here. GET /v1/models lists those that there are.");
        };
        // What the gateway asks on its own account is the project's choice, not the key's.
        if (!request.origin().internal() && !Catalog.allowed(caller, model)) {
            throw notAllowed(caller, model.qualifiedName());
        }
        return model;
    }

    private static PlatformException notAllowed(Caller caller, String name) {
        return new PlatformException(
                GatewayError.MODEL_NOT_ALLOWED, "The key \"" + caller.actor().name() + "\" may not call " + name + ".");
    }
}
