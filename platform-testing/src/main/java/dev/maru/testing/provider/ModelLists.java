package dev.maru.testing.provider;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The list of models, in the form of whoever is asked for it. */
final class ModelLists {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ModelLists() {}

    static ObjectNode of(ReceivedRequest request, List<String> models) {
        if (request.path().endsWith("/foundation-models")) {
            return amazon(models);
        }
        if (request.path().endsWith("/inference-profiles")) {
            var list = JSON.createObjectNode();
            list.putArray("inferenceProfileSummaries").addObject().put("inferenceProfileId", "eu.scripted");
            return list;
        }
        if (request.header("x-goog-api-key").isPresent()) {
            return google(request, models);
        }
        return request.header("anthropic-version").isPresent() ? anthropic(request, models) : openAi(models);
    }

    private static ObjectNode openAi(List<String> models) {
        var list = JSON.createObjectNode().put("object", "list");
        var data = list.putArray("data");
        models.forEach(id -> data.add(model(id)));
        return list;
    }

    static JsonNode model(String id) {
        return JSON.createObjectNode()
                .put("id", id)
                .put("object", "model")
                .put("created", Completion.CREATED)
                .put("owned_by", "scripted");
    }

    /** One model on each page, so that whoever reads the first only is found out. */
    private static ObjectNode anthropic(ReceivedRequest request, List<String> models) {
        int at = position(request, "after_id=", models);
        var list = JSON.createObjectNode().put("has_more", at + 1 < models.size());
        list.putArray("data").addObject().put("type", "model").put("id", models.get(at));
        return list.put("first_id", models.get(at)).put("last_id", models.get(at));
    }

    private static ObjectNode google(ReceivedRequest request, List<String> models) {
        int at = position(request, "pageToken=", models);
        var list = JSON.createObjectNode();
        var model = list.putArray("models").addObject().put("name", "models/" + models.get(at));
        model.putArray("supportedGenerationMethods").add("generateContent");
        if (at + 1 < models.size()) {
            list.put("nextPageToken", models.get(at));
        }
        return list;
    }

    private static int position(ReceivedRequest request, String parameter, List<String> models) {
        int at = request.target().indexOf(parameter);
        return at < 0 ? 0 : models.indexOf(request.target().substring(at + parameter.length())) + 1;
    }

    private static ObjectNode amazon(List<String> models) {
        var list = JSON.createObjectNode();
        var summaries = list.putArray("modelSummaries");
        models.forEach(id -> summaries
                .addObject()
                .put("modelId", id)
                .putArray("inferenceTypesSupported")
                .add("ON_DEMAND"));
        return list;
    }
}
