package dev.maru.routes;

import static dev.maru.routes.Example.plain;

import dev.maru.core.id.ConnectionKeyId;
import dev.maru.e2e.RunningMaru;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.catalog.ConnectionKeyService;
import dev.maru.gateway.catalog.ConnectionService;
import dev.maru.gateway.route.Route;
import dev.maru.gateway.route.RouteData;
import dev.maru.gateway.route.RouteName;
import dev.maru.gateway.route.RoutePlan;
import dev.maru.gateway.route.RouteService;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Keys of connections, and routes. */
final class RouteExamples {
    private static final String KEYS = "/api/tenants/{tenant}/connections/{id}/keys";
    private static final String ROUTES = "/api/tenants/{tenant}/projects/{project}/routes";

    private final RunningMaru maru;
    private final Settler settler;

    RouteExamples(RunningMaru maru, Settler settler) {
        this.maru = maru;
        this.settler = settler;
    }

    void addTo(Examples examples) {
        examples.add(
                        "POST " + KEYS,
                        connection(plain())
                                .body(place -> Map.of(
                                        "name",
                                        settler.unused(place.twin().marker(), "made"),
                                        "secret",
                                        place.twin().marker().of("upstream-secret")))
                                .shows("made"))
                .add(
                        "PATCH " + KEYS + "/{key}",
                        connection(plain())
                                .at("key", place -> key(place).toString())
                                .body(place -> Map.of("version", version(place), "weight", 2)))
                .add(
                        "DELETE " + KEYS + "/{key}",
                        connection(plain())
                                .at("key", place -> key(place).toString())
                                .spare("key", this::freshKey))
                .add("GET " + ROUTES, plain().shows("route"))
                .add(
                        "POST " + ROUTES,
                        plain().body(place -> Map.of(
                                        "name",
                                        settler.unused(place.marker(), "made").toLowerCase(Locale.ROOT),
                                        "description",
                                        place.marker().of("route"),
                                        "plan",
                                        plan(place)))
                                .shows("route"))
                .add("POST " + ROUTES + "/simulate", plain().body(place -> Map.of("plan", plan(place))))
                .add(
                        "GET " + ROUTES + "/{id}",
                        plain().at("id", place -> route(place).id().toString()).shows("route"))
                .add(
                        "PUT " + ROUTES + "/{id}",
                        plain().at("id", place -> route(place).id().toString())
                                .body(place -> Map.of(
                                        "version",
                                        route(place).version(),
                                        "description",
                                        place.marker().of("route"),
                                        "plan",
                                        plan(place)))
                                .shows("route"))
                .add(
                        "DELETE " + ROUTES + "/{id}",
                        plain().at("id", place -> route(place).id().toString())
                                .spare("id", place -> made(place, "spare").id().toString()))
                .add("VIEW /p/{tenant}/{project}/routes", plain().shows("project"))
                .add(
                        "VIEW /p/{tenant}/{project}/routes/{route}",
                        plain().at("route", place -> route(place).id().toString())
                                .shows("route"));
    }

    private static Example connection(Example example) {
        return example.at("id", place -> place.twin().connection().toString());
    }

    private ConnectionKeyId key(Place place) {
        return maru.bean(ConnectionService.class).list(settler.owner(place)).stream()
                .filter(each -> each.id().equals(place.twin().connection()))
                .findFirst()
                .orElseThrow()
                .keys()
                .getFirst()
                .id();
    }

    private long version(Place place) {
        return maru.bean(ConnectionService.class).list(settler.owner(place)).stream()
                .flatMap(each -> each.keys().stream())
                .filter(each -> each.id().equals(key(place)))
                .findFirst()
                .orElseThrow()
                .version();
    }

    private String freshKey(Place place) {
        return maru.bean(ConnectionKeyService.class)
                .add(
                        settler.owner(place),
                        place.twin().connection(),
                        settler.unused(place.twin().marker(), "spare"),
                        "spare-secret",
                        1)
                .id()
                .toString();
    }

    private Map<String, Object> plan(Place place) {
        return Map.of("targets", List.of(Map.of("model", modelName(place))));
    }

    private String modelName(Place place) {
        return maru.bean(CatalogService.class).models(settler.owner(place)).stream()
                .filter(each -> each.id().equals(place.twin().model()))
                .findFirst()
                .orElseThrow()
                .qualifiedName();
    }

    private Route route(Place place) {
        return maru.bean(RouteService.class).list(settler.owner(place)).stream()
                .filter(each -> each.name().endsWith("-route"))
                .findFirst()
                .orElseThrow();
    }

    private Route made(Place place, String kind) {
        return maru.bean(RouteService.class)
                .create(
                        settler.owner(place),
                        new RouteName(settler.unused(place.marker(), kind).toLowerCase(Locale.ROOT)),
                        new RouteData(
                                place.marker().of("route"),
                                RoutePlan.of(RoutePlan.Order.LISTED, List.of(RoutePlan.Target.of(modelName(place)))),
                                true));
    }
}
