package dev.maru.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.route.Audience;
import dev.maru.core.route.Route;
import dev.maru.core.route.RouteAccess;
import dev.maru.e2e.RunningMaru;
import dev.maru.server.ServedRoutes;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The document of the API says of every route how it is called, who may, and how it fails. */
class ApiDocumentIT {
    private static final RunningMaru MARU = RunningMaru.shared();
    private static final Pattern VARIABLE = Pattern.compile("\\{\\*?([^}]+)}");

    private static JsonNode document;
    private static List<Route> routes;

    @BeforeAll
    static void read() {
        var answer = MARU.send(HttpRequest.newBuilder(MARU.url("/openapi.json")).build());
        assertThat(answer.statusCode()).isEqualTo(200);
        document = new JsonMapper().readTree(answer.body());
        routes = ServedRoutes.of(MARU).stream().filter(TwinWorld::isApi).toList();
    }

    @Test
    void listsTheRoutesOfTheTableAndNoOthers() {
        var described = new TreeSet<String>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(routes.stream()
                        .map(route -> route.method() + " " + plain(route))
                        .toList());
    }

    @Test
    void givesEveryRouteANameOfItsOwnAndASentence() {
        var names = routes.stream()
                .map(route -> operation(route).path("operationId").asString(""))
                .toList();

        assertThat(names).doesNotContain("").doesNotHaveDuplicates();
        assertThat(routes)
                .allSatisfy(route -> assertThat(operation(route).path("summary").asString(""))
                        .as(route.path())
                        .isNotBlank());
    }

    @Test
    void saysWhoMayCallEveryRoute() {
        for (var route : routes) {
            var schemes = new TreeSet<String>();
            operation(route).path("security").forEach(choice -> schemes.addAll(choice.propertyNames()));
            var expected = switch (route.access()) {
                case RouteAccess.Needs _ ->
                    route.audience() == Audience.RUNTIME ? Set.of("apiKey") : Set.of("apiKey", "accessToken");
                case RouteAccess.SignedIn _ -> Set.of("accessToken");
                case RouteAccess.Open _ -> Set.<String>of();
            };

            assertThat(schemes).as(route.path()).isEqualTo(expected);
            if (route.access() instanceof RouteAccess.Needs needs) {
                assertThat(operation(route).path("x-permission").asString(""))
                        .isEqualTo(needs.permission().name());
            }
        }
        assertThat(document.at("/components/securitySchemes").propertyNames()).contains("apiKey", "accessToken");
    }

    @Test
    void saysHowEveryRouteFailsInTheShapeOfItsProtocol() {
        for (var route : routes) {
            var failure = resolved(operation(route).path("responses").path("default"));
            boolean modelCall = ServedRoutes.isModelCall(route);

            assertThat(failure.path("content").propertyNames())
                    .as(route.path())
                    .containsExactly(modelCall ? "application/json" : "application/problem+json");
        }
    }

    @Test
    void saysWhatEveryRouteThatWritesTakes() {
        var without = routes.stream()
                .filter(route -> Set.of("POST", "PUT", "PATCH").contains(route.method()))
                .filter(route -> !operation(route).has("requestBody"))
                .map(Route::path)
                .collect(Collectors.toSet());

        assertThat(without)
                .allMatch(
                        path -> path.matches(".*/(import|test|redeliver|resume|suspend|password-link|write-off)"),
                        "takes no body");
    }

    @Test
    void saysWhatStandsInEveryPath() {
        for (var route : routes) {
            var operation = operation(route);
            var inPath = new ArrayList<String>();
            operation.path("parameters").forEach(parameter -> {
                if (parameter.get("in").asString().equals("path")) {
                    inPath.add(parameter.get("name").asString());
                }
            });

            assertThat(inPath).as(route.path()).containsExactlyInAnyOrderElementsOf(variables(route));
            assertThat(operation.path("responses").propertyNames())
                    .as(route.path())
                    .anySatisfy(status -> assertThat(status).startsWith("2"));
        }
    }

    @Test
    void refersToNothingThatIsMissing() {
        var missing = document.findValuesAsString("$ref").stream()
                .filter(reference -> document.at(reference.substring(1)).isMissingNode())
                .collect(Collectors.toSet());

        assertThat(missing).isEmpty();
    }

    private static JsonNode operation(Route route) {
        return document.path("paths").path(plain(route)).path(route.method().toLowerCase(Locale.ROOT));
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
    }

    private static String plain(Route route) {
        return route.path().replaceAll("\\{\\*", "{");
    }

    private static List<String> variables(Route route) {
        return VARIABLE.matcher(route.path())
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
