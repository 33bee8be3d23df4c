package dev.maru.ui.playground;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.maru.prompts.content.JsonValue;
import dev.maru.ui.component.PrettyJson;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks answers against the JSON schema that was asked for. Nothing that a schema refers to is ever fetched. */
final class SchemaCheck {
    private static final int MOST_FAULTS = 10;
    private static final long MOST_STEPS = 200_000;
    private static final int MOST_DEPTH = 200;
    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaCacheEnabled(false)
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .regularExpressionFactory(BoundedPattern::of)
                            .build())
                    .schemaLoader(
                            loader -> loader.allow(iri -> iri.toString().startsWith("https://json-schema.org/"))));

    private final @Nullable JsonNode schema;

    private SchemaCheck(@Nullable JsonNode schema) {
        this.schema = schema;
    }

    /** What the check found. */
    sealed interface Result {
        /** @param pretty the answer as people read JSON */
        record Valid(String pretty) implements Result {}

        record NotJson(String reason) implements Result {}

        record Faults(String pretty, List<String> faults) implements Result {
            public Faults {
                faults = List.copyOf(faults);
            }
        }

        /** The schema itself is none. */
        record BadSchema(String pretty, String reason) implements Result {}
    }

    /** The check that a config asks for, null if it leaves the form of answers open. */
    static @Nullable SchemaCheck of(JsonValue config) {
        var format = config.node().path("response_format");
        return switch (format.path("type").asString("")) {
            case "json_object" -> new SchemaCheck(null);
            case "json_schema" -> new SchemaCheck(format.path("json_schema").path("schema"));
            default -> null;
        };
    }

    boolean hasSchema() {
        return schema != null;
    }

    Result check(String text, Locale locale) {
        JsonNode answer;
        try {
            answer = JSON.readTree(text);
        } catch (JacksonException notJson) {
            return new Result.NotJson(notJson.getOriginalMessage());
        }
        var pretty = PrettyJson.of(answer);
        if (schema == null) {
            return new Result.Valid(pretty);
        }
        try {
            var faults = SCHEMAS.getSchema(schema).validate(answer, context -> limit(context, locale)).stream()
                    .limit(MOST_FAULTS)
                    .map(SchemaCheck::sentence)
                    .toList();
            return faults.isEmpty() ? new Result.Valid(pretty) : new Result.Faults(pretty, faults);
        } catch (RuntimeException | StackOverflowError bad) {
            // Whatever the validator throws here, it was this schema that made it do so; a pattern may nest without
            // end.
            return new Result.BadSchema(pretty, String.valueOf(bad.getMessage()));
        }
    }

    /** A small schema can ask for endless work; its author does not get more of the processor than others. */
    private static void limit(ExecutionContext context, Locale locale) {
        context.executionConfig(
                config -> config.locale(locale).maxEvaluationSteps(MOST_STEPS).maxEvaluationDepth(MOST_DEPTH));
    }

    private static String sentence(Error error) {
        var at = error.getInstanceLocation().toString();
        return at.isEmpty() ? error.getMessage() : at + ": " + error.getMessage();
    }
}
