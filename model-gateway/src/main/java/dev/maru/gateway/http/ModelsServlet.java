package dev.maru.gateway.http;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.CallForm;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.catalog.CallableModel;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.route.Route;
import dev.maru.gateway.route.RouteService;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /v1/models} and {@code /v1/models/{id}}: what the caller's key may call, ids with slashes included. */
final class ModelsServlet extends HttpServlet {
    static final String PATH = "/v1/models";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final transient CatalogService catalog;
    private final transient RouteService routes;

    ModelsServlet(CatalogService catalog, RouteService routes) {
        this.catalog = catalog;
        this.routes = routes;
    }

    /** Fields that clients of OpenAI and those of Anthropic look for, side by side. */
    private record WireModel(
            String id,
            String object,
            long created,
            String owned_by,
            String type,
            String display_name,
            String created_at) {
        static WireModel of(String id, Instant created, String owner) {
            return new WireModel(
                    id,
                    "model",
                    created.getEpochSecond(),
                    owner,
                    "model",
                    id,
                    created.truncatedTo(SECONDS).toString());
        }

        static WireModel of(CallableModel model) {
            return of(model.qualifiedName(), model.createdAt(), model.connectionSlug());
        }

        static WireModel of(Route route) {
            return of(route.name(), route.createdAt(), "route");
        }
    }

    private record WireList(
            String object,
            List<WireModel> data,
            boolean has_more,
            @Nullable String first_id,
            @Nullable String last_id) {
        static WireList of(List<WireModel> models) {
            return new WireList(
                    "list",
                    models,
                    false,
                    models.isEmpty() ? null : models.getFirst().id(),
                    models.isEmpty() ? null : models.getLast().id());
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            var caller = CallServlet.caller(request);
            var id = id(request);
            var answer = id.isEmpty() ? WireList.of(all(caller)) : find(caller, id);
            response.setContentType("application/json");
            response.getOutputStream().write(JSON.writeValueAsBytes(answer));
        } catch (PlatformException e) {
            CallServlet.write(CallForm.CHAT, response, e);
        }
    }

    private List<WireModel> all(Caller caller) {
        var models = catalog.callable(caller).stream().map(WireModel::of);
        return Stream.concat(routes.callable(caller).stream().map(WireModel::of), models)
                .toList();
    }

    private WireModel find(Caller caller, String id) {
        return routes.callable(caller).stream()
                .filter(route -> route.name().equals(id))
                .findFirst()
                .map(WireModel::of)
                .orElseGet(() -> WireModel.of(find(catalog.callable(caller), id)));
    }

    /** From the raw path: clients send the slashes in an id as they are, or encoded. */
    private static String id(HttpServletRequest request) {
        var path = request.getRequestURI().substring(request.getContextPath().length() + PATH.length());
        return path.length() <= 1
                ? ""
                : URLDecoder.decode(path.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static CallableModel find(List<CallableModel> models, String id) {
        var byName = models.stream()
                .filter(model -> model.qualifiedName().equals(id))
                .findFirst();
        var byUpstreamId =
                models.stream().filter(model -> model.upstreamId().equals(id)).toList();
        return byName.or(() -> byUpstreamId.size() == 1 ? byUpstreamId.stream().findFirst() : Optional.empty())
                .orElseThrow(() -> new PlatformException(
                        GatewayError.MODEL_NOT_FOUND,
                        "There is no model \"" + id + "\" here. GET /v1/models lists those that there are."));
    }
}
