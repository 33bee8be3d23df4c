package dev.maru.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.route.Audience;
import dev.maru.core.route.Route;
import dev.maru.core.tenancy.Permission;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteCheckTest {
    private static final String ONE_MODEL = "GET /api/tenants/{}/models/{}";
    private static final String ALL_PROMPTS = "* /api/prompts/**";
    private static final List<Route> ROUTES = List.of(
            Route.runtime("POST", "/v1/chat/completions", Permission.CALL_MODELS),
            Route.runtime("GET", "/v1/models/{*id}", Permission.READ_MODELS),
            Route.management("GET", "/api/tenants/{tenant}/models/{id}", Permission.READ_MODELS),
            Route.management("PUT", "/api/prompts/{*path}", Permission.RELEASE_PROMPTS),
            Route.open(Audience.PUBLIC, "GET", "/docs/**", "files"),
            Route.open(Audience.IDENTITY, "POST", "/oauth2/token", "a filter serves it"),
            Route.view("/p/{tenant}", Permission.READ_PROJECTS));

    private static final Set<String> HANDLERS = Set.of(ONE_MODEL, ALL_PROMPTS);
    private static final Set<String> SERVLETS = Set.of("/v1/chat/completions", "/v1/models/*");

    @Test
    void findsNoDifferenceWhereThereIsNone() {
        assertThat(differences(ROUTES, HANDLERS, SERVLETS)).isEmpty();
    }

    @Test
    void findsAHandlerWithoutARoute() {
        assertThat(differences(ROUTES, Set.of(ONE_MODEL, ALL_PROMPTS, "DELETE /api/all"), SERVLETS))
                .containsExactly("DELETE /api/all has a handler and no route");
    }

    @Test
    void findsAHandlerOfAnotherMethod() {
        assertThat(differences(ROUTES, Set.of("POST /api/tenants/{}/models/{}", ALL_PROMPTS), SERVLETS))
                .containsExactlyInAnyOrder(
                        "POST /api/tenants/{}/models/{} has a handler and no route",
                        ONE_MODEL + " has a route and no handler");
    }

    @Test
    void findsACatchAllWithoutAnyRoute() {
        assertThat(differences(List.of(), Set.of("* /api/**"), Set.of()))
                .containsExactly("* /api/** has a handler and no route");
    }

    @Test
    void findsAServletWithoutARoute() {
        assertThat(differences(ROUTES, HANDLERS, Set.of("/v1/chat/completions", "/v1/models/*", "/v1/other/*")))
                .containsExactly("the servlet at /v1/other/* has no route");
    }

    @Test
    void findsARouteThatNothingServes() {
        assertThat(differences(ROUTES, HANDLERS, Set.of("/v1/models/*")))
                .containsExactly("POST /v1/chat/completions has a route and no handler");
    }

    private static List<String> differences(List<Route> routes, Set<String> handlers, Set<String> servlets) {
        return RouteCheck.differences(routes, new RouteCheck.Served(handlers, servlets));
    }
}
