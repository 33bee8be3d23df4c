package dev.maru.prompts.files;

import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.content.CanonicalJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what Langfuse, LangSmith and Vellum export: one prompt, a list of them, or an answer that holds a list. */
final class ForeignReader {
    private static final List<String> LISTS = List.of("data", "prompts", "items", "results");

    private ForeignReader() {}

    /** One format of others. */
    private interface Format {
        ParsedPrompt read(String file, String name, ObjectNode json) throws FileException;
    }

    static List<ParsedPrompt> read(String path, String text) {
        JsonNode json;
        try {
            json = CanonicalJson.read(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
            return List.of(ParsedPrompt.wrong(path, line, "is not JSON: " + e.getOriginalMessage()));
        }
        var list = list(json);
        if (list == null) {
            return List.of(one(path, name(path), json));
        }
        var parsed = new ArrayList<ParsedPrompt>();
        var newest = newestVersions(list);
        int index = 0;
        for (var element : list) {
            var place = path + " [" + index++ + "]";
            var name = element.path("name").asString("");
            int version = element.path("version").asInt(0);
            parsed.add(
                    version < newest.getOrDefault(name, 0)
                            ? ParsedPrompt.ignored(
                                    place, "version " + version + " of " + name + "; only the newest is imported")
                            : one(place, name(path) + "-" + index, element));
        }
        return parsed;
    }

    private static @Nullable JsonNode list(JsonNode json) {
        if (json.isArray()) {
            return json;
        }
        return LISTS.stream()
                .map(json::path)
                .filter(JsonNode::isArray)
                .findFirst()
                .orElse(null);
    }

    /** Langfuse numbers the versions of a prompt and lists them side by side. */
    private static HashMap<String, Integer> newestVersions(JsonNode list) {
        var newest = new HashMap<String, Integer>();
        for (var element : list) {
            if (element.has("prompt") && element.path("version").isInt()) {
                newest.merge(
                        element.path("name").asString(""),
                        element.path("version").intValue(),
                        Math::max);
            }
        }
        return newest;
    }

    private static ParsedPrompt one(String file, String name, JsonNode json) {
        if (!(json instanceof ObjectNode object)) {
            return ParsedPrompt.wrong(file, 0, "is no prompt");
        }
        try {
            return format(object).read(file, name, object);
        } catch (FileException e) {
            return ParsedPrompt.wrong(file, e.line(), e.problem());
        } catch (PlatformException e) {
            return ParsedPrompt.wrong(file, 0, e.detail());
        }
    }

    private static Format format(ObjectNode json) throws FileException {
        if (json.has("lc") || json.has("manifest")) {
            return LangChainReader::read;
        }
        if (VellumReader.blocks(json) != null) {
            return VellumReader::read;
        }
        if (json.has("prompt")) {
            return LangfuseReader::read;
        }
        if (json.has("versions") && json.has("name")) {
            throw new FileException(
                    0, "is an entry of a list, without the prompt itself; export each prompt by its name");
        }
        throw new FileException(0, "is in no format that is known here (Langfuse, LangSmith, Vellum)");
    }

    private static String name(String path) {
        var file = path.substring(path.lastIndexOf('/') + 1);
        return file.endsWith(".json") ? file.substring(0, file.length() - ".json".length()) : file;
    }
}
