package dev.maru.gateway.guard;

import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;
import dev.maru.gateway.guard.text.SafePattern;
import dev.maru.gateway.protocol.ModelRequest.AnswerFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The form that a request wants its answer in. Nothing that a schema refers to is fetched, and no schema works for long. */
final class AnswerSchema {
    /** The kind of what is found. */
    static final String MISFIT = "not-as-asked";

    private static final long MOST_STEPS = 200_000;
    private static final int MOST_DEPTH = 200;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaCacheEnabled(false)
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .regularExpressionFactory(AnswerSchema::pattern)
                            .build())
                    .schemaLoader(
                            loader -> loader.allow(iri -> iri.toString().startsWith("https://json-schema.org/"))));

    private final @Nullable JsonNode schema;

    private AnswerSchema(@Nullable JsonNode schema) {
        this.schema = schema;
    }

    /** Null if answers may have any form. */
    static @Nullable AnswerSchema of(AnswerFormat format) {
        return switch (format) {
            case AnswerFormat.Text() -> null;
            case AnswerFormat.Json() -> new AnswerSchema(null);
            case AnswerFormat.Schema asked -> new AnswerSchema(asked.schema());
        };
    }

    boolean fits(String text) {
        JsonNode answer;
        try {
            answer = JSON.readTree(text);
        } catch (JacksonException e) {
            return false;
        }
        if (schema == null) {
            return answer.isObject();
        }
        try {
            return SCHEMAS.getSchema(schema)
                    .validate(
                            answer,
                            context -> context.executionConfig(config ->
                                    config.maxEvaluationSteps(MOST_STEPS).maxEvaluationDepth(MOST_DEPTH)))
                    .isEmpty();
        } catch (RuntimeException | StackOverflowError e) {
            // The schema is what cannot be worked with; the answer at least is JSON.
            return true;
        }
    }

    /** The text itself if it fits, else what can be made of it, null if nothing can. */
    @Nullable
    String repaired(String text) {
        if (fits(text)) {
            return text;
        }
        var mended = JsonRepair.of(text);
        return mended != null && fits(mended) ? mended : null;
    }

    /** RE2 has no look-around; what it cannot check, or not cheaply, is left to the provider. */
    private static RegularExpression pattern(String regex) {
        try {
            var pattern = SafePattern.compile(regex, 0);
            return value -> pattern.matcher(value).find();
        } catch (PatternSyntaxException e) {
            return value -> true;
        }
    }
}
