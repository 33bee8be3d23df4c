package dev.maru.prompts.content;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.FieldError;
import dev.maru.core.problem.PlatformException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Checks the JSON schemas in a config, of tools and of answers, against the meta-schema of their draft. For what is
 * written, not for what is read: what was stored once is served as it is.
 */
public final class ConfigSchemas {
    private static final SchemaRegistry META = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaLoader(
                    loader -> loader.allow(iri -> iri.toString().contains("//json-schema.org/"))));
    private static final String NEWEST = "https://json-schema.org/draft/2020-12/schema";
    private static final String DRAFT_7 = "http://json-schema.org/draft-07/schema";
    private static final Pattern TOOL_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final List<FieldError> wrong = new ArrayList<>();

    private ConfigSchemas() {}

    /** Refuses a config whose tools or answer schema a provider could not take. */
    public static void check(PromptConfig config) {
        var check = new ConfigSchemas();
        var node = config.json().node();
        check.tools(node.path("tools"));
        check.answers(node.path("response_format"));
        if (!check.wrong.isEmpty()) {
            var first = check.wrong.getFirst();
            throw new PlatformException(
                    CoreError.INVALID_FIELD, first.field() + ": " + first.message(), check.wrong, null);
        }
    }

    /** Tools of other types than function are the provider's own. */
    private void tools(JsonNode tools) {
        var names = new HashSet<String>();
        for (int i = 0; i < tools.size(); i++) {
            var tool = tools.get(i);
            var place = "config.tools[" + i + "]";
            if (!tool.path("type").isString()) {
                wrong.add(new FieldError(place + ".type", "give a type, such as function"));
            } else if (tool.path("type").stringValue().equals("function")) {
                function(tool.path("function"), place + ".function", names);
            }
        }
    }

    private void function(JsonNode function, String place, HashSet<String> names) {
        var name = function.path("name").asString("");
        if (!TOOL_NAME.matcher(name).matches()) {
            wrong.add(new FieldError(place + ".name", "use 1 to 64 letters, digits, _ and -"));
        } else if (!names.add(name)) {
            wrong.add(new FieldError(place + ".name", "another tool has the name " + name));
        }
        if (function.has("parameters")) {
            schema(function.path("parameters"), place + ".parameters");
        }
    }

    private void answers(JsonNode format) {
        if (format.path("type").asString("").equals("json_schema")) {
            schema(format.path("json_schema").path("schema"), "config.response_format.json_schema.schema");
        }
    }

    private void schema(JsonNode schema, String place) {
        if (!schema.isObject()) {
            wrong.add(new FieldError(place, "give a JSON schema, an object"));
            return;
        }
        var draft = schema.path("$schema").asString(NEWEST).contains("draft-07") ? DRAFT_7 : NEWEST;
        META.getSchema(SchemaLocation.of(draft)).validate(schema).stream()
                .findFirst()
                .ifPresent(error -> wrong.add(new FieldError(
                        place,
                        "this is no JSON schema"
                                + (error.getInstanceLocation().getNameCount() == 0
                                        ? ""
                                        : " at " + error.getInstanceLocation())
                                + ": " + error.getMessage())));
    }
}
