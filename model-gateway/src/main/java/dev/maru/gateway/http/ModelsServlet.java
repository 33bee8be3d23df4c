package dev.maru.gateway.http;

import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.catalog.CallableModel;
import dev.maru.gateway.catalog.CatalogService;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /v1/models} and {@code /v1/models/{id}}: what the caller's key may call, ids with slashes included. */
final class ModelsServlet extends HttpServlet {
    static final String PATH = "/v1/models";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final transient CatalogService catalog;

    ModelsServlet(CatalogService catalog) {
        this.catalog = catalog;
    }

    private record WireModel(String id, String object, long created, String owned_by) {
        static WireModel of(CallableModel model) {
            return new WireModel(
                    model.qualifiedName(), "model", model.createdAt().getEpochSecond(), model.connectionSlug());
        }
    }

    private record WireList(String object, List<WireModel> data) {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            var models = catalog.callable(ChatCompletionsServlet.caller(request));
            var id = id(request);
            var answer = id.isEmpty()
                    ? new WireList("list", models.stream().map(WireModel::of).toList())
                    : WireModel.of(find(models, id));
            response.setContentType("application/json");
            response.getOutputStream().write(JSON.writeValueAsBytes(answer));
        } catch (PlatformException e) {
            OpenAiErrors.write(response, e);
        }
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
