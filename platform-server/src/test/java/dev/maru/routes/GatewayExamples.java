package dev.maru.routes;

import static dev.maru.core.tenancy.Permission.MANAGE_MODELS;
import static dev.maru.routes.Example.plain;

import dev.maru.core.id.ConnectionId;
import dev.maru.e2e.RunningMaru;
import dev.maru.gateway.cache.CacheService;
import dev.maru.gateway.call.PayloadPolicyService;
import dev.maru.gateway.catalog.CatalogModel;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.catalog.Connection;
import dev.maru.gateway.catalog.ConnectionService;
import dev.maru.gateway.catalog.HostingService;
import dev.maru.gateway.catalog.ModelScore;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;

/** Connections, models, prices and calls. */
final class GatewayExamples {
    private static final String CONNECTIONS = "/api/tenants/{tenant}/connections";
    private static final String MODELS = "/api/tenants/{tenant}/models";
    private static final Map<String, Object> SCORE =
            Map.of("value", "8.5", "source", "https://example.com/board", "asOf", "2026-11-01");
    private static final String PROJECT = "/api/tenants/{tenant}/projects/{project}";
    private static final String DAY = "from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z";

    private final RunningMaru maru;
    private final Settler settler;

    GatewayExamples(RunningMaru maru, Settler settler) {
        this.maru = maru;
        this.settler = settler;
    }

    void addTo(Examples examples) {
        addConnections(examples);
        addModels(examples);
        addCalls(examples);
    }

    private void addConnections(Examples examples) {
        examples.add("GET " + CONNECTIONS, plain().shows("connection"))
                .add("POST " + CONNECTIONS, plain().body(this::newConnection).shows("made"))
                // What the machine offers is the operator's.
                .add("GET " + CONNECTIONS + "/discovered", plain())
                .add(
                        "POST " + CONNECTIONS + "/adopt",
                        plain().body(place -> Map.of("id", "nothing"))
                                .alsoNeeds(MANAGE_MODELS)
                                .answers(404))
                .add(
                        "PATCH " + CONNECTIONS + "/{id}",
                        connection(plain())
                                .body(place ->
                                        Map.of("version", connectionOf(place).version(), "enabled", true))
                                .shows("connection"))
                .add("DELETE " + CONNECTIONS + "/{id}", connection(plain()).spare("id", this::freshConnection))
                .add("POST " + CONNECTIONS + "/{id}/test", connection(plain()))
                .add("POST " + CONNECTIONS + "/{id}/import", connection(plain()));
        addEndpoints(examples);
    }

    private void addEndpoints(Examples examples) {
        examples.add("GET " + CONNECTIONS + "/{id}/hosting", connection(plain()).shows("gpu"))
                .add(
                        "PUT " + CONNECTIONS + "/{id}/hosting",
                        connection(plain())
                                .body(place -> Map.of(
                                        "version",
                                        hostingOf(place).version(),
                                        "engine",
                                        "other",
                                        "gpuType",
                                        place.twin().marker().of("gpu"),
                                        "gpuCount",
                                        1))
                                .shows("gpu"))
                .add(
                        "DELETE " + CONNECTIONS + "/{id}/hosting",
                        connection(plain()).spare("id", this::freshEndpoint))
                .add("GET " + CONNECTIONS + "/{id}/health", connection(plain()))
                .add("GET " + CONNECTIONS + "/{id}/cost", connection(plain()));
    }

    private String freshEndpoint(Place place) {
        var id = freshConnection(place);
        settler.host(settler.owner(place), ConnectionId.parse(id), "");
        return id;
    }

    private HostingService.Hosted hostingOf(Place place) {
        return maru.bean(HostingService.class)
                .find(settler.owner(place), place.twin().connection());
    }

    private void addModels(Examples examples) {
        examples.add("GET " + MODELS, plain().shows("model", "model-name", "model-description", "price-source"))
                .add(
                        "POST " + MODELS,
                        plain().body(place -> newModel(place, place.twin().connection()))
                                .shows("made")
                                .refersToTenant(
                                        other -> Map.of(
                                                "connectionId",
                                                other.twin().connection().toString(),
                                                "upstreamId",
                                                "anything"),
                                        404))
                .add(
                        "PATCH " + MODELS + "/{id}",
                        model(plain())
                                .body(place -> Map.of("version", modelOf(place).version(), "enabled", true))
                                .shows("model"))
                .add("GET " + MODELS + "/measures", plain())
                .add("GET " + MODELS + "/{id}", model(plain()).shows("model", "model-name", "price-source"))
                .add("GET " + MODELS + "/{id}/measures", model(plain()))
                .add("GET /api/tenants/{tenant}/alerts", plain())
                .add(
                        "PUT " + MODELS + "/{id}/scores/{benchmark}",
                        model(plain()).at("benchmark", place -> "mt-bench").body(place -> SCORE))
                .add(
                        "DELETE " + MODELS + "/{id}/scores/{benchmark}",
                        model(plain()).at("benchmark", place -> "arena").spare("benchmark", this::freshScore))
                .add("GET " + MODELS + "/{id}/prices", model(plain()).shows("price-source"))
                .add(
                        "POST " + MODELS + "/{id}/prices",
                        model(plain())
                                .body(place -> Map.of(
                                        "currency",
                                        "USD",
                                        "output",
                                        "1",
                                        "source",
                                        place.twin().marker().of("price-source")))
                                .shows("price-source"));
    }

    private void addCalls(Examples examples) {
        examples.add(
                        "GET " + PROJECT + "/calls",
                        plain().shows("model", "prompt", "no-model"),
                        plain().query(place -> "key=" + place.keyId())
                                .shows("model")
                                .asksFor(other -> "key=" + other.keyId(), 200),
                        plain().query(place -> "prompt=" + place.promptPath())
                                .shows("prompt")
                                .asksFor(other -> "prompt=" + other.promptPath(), 200),
                        plain().query(place -> "text=" + place.marker().of("end-user"))
                                .shows("model")
                                .asksFor(other -> "text=" + other.marker().word(), 200))
                .add("GET " + PROJECT + "/calls/stats", plain().query(place -> DAY))
                .add(
                        "GET " + PROJECT + "/calls/{requestId}",
                        plain().at("requestId", place -> place.call().toString())
                                .shows("end-user", "call-tag", "session", "client-request"))
                .add(
                        "GET " + PROJECT + "/traces",
                        plain().shows("span", "service", "session", "end-user", "traced-model"),
                        plain().query(place -> "session=" + place.marker().of("session"))
                                .shows("span")
                                .asksFor(other -> "session=" + other.marker().of("session"), 200),
                        plain().query(place -> "text=" + Traces.id(place))
                                .shows("span")
                                .asksFor(other -> "text=" + Traces.id(other), 200))
                .add(
                        "GET " + PROJECT + "/traces/{traceId}",
                        plain().at("traceId", Traces::id).shows("span", "note"))
                .add("GET " + PROJECT + "/cache", plain())
                .add(
                        "PUT " + PROJECT + "/cache",
                        plain().body(place -> Map.of("mode", "exact", "ttlSeconds", 60, "version", cachePolicy(place))))
                .add("GET " + PROJECT + "/cache/stats", plain())
                .add("DELETE " + PROJECT + "/cache/answers", plain())
                .add("GET " + PROJECT + "/payload-policy", plain())
                .add(
                        "PUT " + PROJECT + "/payload-policy",
                        plain().body(place -> Map.of("capture", "full", "retentionDays", 7, "version", policy(place))));
    }

    private static Example connection(Example example) {
        return example.at("id", place -> place.twin().connection().toString());
    }

    private static Example model(Example example) {
        return example.at("id", place -> place.twin().model().toString());
    }

    private Connection connectionOf(Place place) {
        return maru.bean(ConnectionService.class).list(settler.owner(place)).stream()
                .filter(each -> each.id().equals(place.twin().connection()))
                .findFirst()
                .orElseThrow();
    }

    private CatalogModel modelOf(Place place) {
        return maru.bean(CatalogService.class).models(settler.owner(place)).stream()
                .filter(each -> each.id().equals(place.twin().model()))
                .findFirst()
                .orElseThrow();
    }

    private long cachePolicy(Place place) {
        return maru.bean(CacheService.class).policy(settler.owner(place)).version();
    }

    private long policy(Place place) {
        return maru.bean(PayloadPolicyService.class).get(settler.owner(place)).version();
    }

    private Map<String, Object> newConnection(Place place) {
        return Map.of(
                "slug", settler.unused(place.twin().marker(), "made"),
                "name", place.twin().marker().of("made"),
                "baseUrl", connectionOf(place).baseUrl() + "",
                "secret", place.twin().marker().of("upstream-secret"));
    }

    private Map<String, Object> newModel(Place place, ConnectionId connection) {
        return Map.of(
                "connectionId", connection.toString(),
                "upstreamId", settler.unused(place.twin().marker(), "made"));
    }

    private String freshScore(Place place) {
        maru.bean(CatalogService.class)
                .putScore(
                        settler.owner(place),
                        place.twin().model(),
                        new ModelScore(
                                "arena",
                                new BigDecimal("1000"),
                                "https://example.com/board",
                                LocalDate.of(2026, 11, 1)));
        return "arena";
    }

    private String freshConnection(Place place) {
        var slug = settler.unused(place.twin().marker(), "spare");
        return settler.connection(settler.owner(place), slug, null).toString();
    }
}
