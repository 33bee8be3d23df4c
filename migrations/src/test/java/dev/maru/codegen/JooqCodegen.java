package dev.maru.codegen;

import dev.maru.testing.database.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.LambdaConverter;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.SchemaMappingType;
import org.jooq.meta.jaxb.Target;

/** Writes the jOOQ classes of a migrated database: one package per schema, typed ids for id columns. */
public final class JooqCodegen {
    private static final List<String> SCHEMAS = List.of("platform", "access", "gateway", "prompts");

    /** A column that holds an id is named after the id's type, in every schema. */
    private static final Map<String, String> ID_TYPES = Map.ofEntries(
            Map.entry("tenant_id", "TenantId"),
            Map.entry("project_id", "ProjectId"),
            Map.entry("user_id|invited_by", "UserId"),
            Map.entry("invitation_id", "InvitationId"),
            Map.entry("api_key_id|rotated_from|rotated_to", "ApiKeyId"),
            Map.entry("audit_id", "AuditId"),
            Map.entry("session_id", "SessionId"),
            Map.entry("connection_id", "ConnectionId"),
            Map.entry("connection_key_id", "ConnectionKeyId"),
            Map.entry("route_id", "RouteId"),
            Map.entry("guardrail_id", "GuardrailId"),
            Map.entry("model_id", "ModelId"),
            Map.entry("price_id", "PriceId"),
            Map.entry("request_id", "RequestId"),
            Map.entry("budget_id", "BudgetId"),
            Map.entry("limit_id", "LimitId"),
            Map.entry("prompt_id|child_prompt_id", "PromptId"),
            Map.entry("release_id", "ReleaseId"),
            Map.entry("release_request_id", "ReleaseRequestId"),
            Map.entry("protection_id", "ProtectionId"),
            Map.entry("split_id", "SplitId"),
            Map.entry("thread_id", "ThreadId"),
            Map.entry("comment_id", "CommentId"),
            Map.entry("webhook_id", "WebhookId"),
            Map.entry("webhook_delivery_id", "WebhookDeliveryId"),
            Map.entry("job_id", "JobId"));

    private JooqCodegen() {}

    /** Migrates a fresh database and writes its classes below the folder given as the one argument. */
    public static void main(String[] arguments) throws Exception {
        try (var database = TestDatabase.create()) {
            generate(database.jdbcUrl(), database.ownerUser(), database.ownerPassword(), Path.of(arguments[0]));
        }
    }

    static void generate(String jdbcUrl, String user, String password, Path folder) throws Exception {
        var database = new Database()
                .withName("org.jooq.meta.postgres.PostgresDatabase")
                .withIncludes(".*")
                .withExcludes("flyway_schema_history|.*_default|.*_y[0-9]{4}m[0-9]{2}|pg_.*")
                .withIncludeRoutines(false)
                .withSchemata(SCHEMAS.stream()
                        .map(schema -> new SchemaMappingType().withInputSchema(schema))
                        .toList())
                .withForcedTypes(forcedTypes());
        GenerationTool.generate(new Configuration()
                .withLogging(Logging.WARN)
                .withJdbc(new Jdbc().withUrl(jdbcUrl).withUser(user).withPassword(password))
                .withGenerator(new Generator()
                        .withDatabase(database)
                        .withGenerate(new Generate()
                                .withGeneratedAnnotation(false)
                                .withPojos(false)
                                .withDaos(false)
                                .withGlobalCatalogReferences(false)
                                .withJavaTimeTypes(true))
                        .withTarget(new Target()
                                .withPackageName("dev.maru.db")
                                .withDirectory(folder.toString())
                                .withClean(true))));
    }

    private static List<ForcedType> forcedTypes() {
        var types = new ArrayList<ForcedType>();
        ID_TYPES.forEach((columns, type) -> types.add(new ForcedType()
                .withUserType("dev.maru.core.id." + type)
                .withLambdaConverter(
                        new LambdaConverter().withFrom(type + "::new").withTo(type + "::value"))
                .withIncludeExpression(".*\\.(" + columns + ")")
                .withIncludeTypes("uuid")));
        types.add(new ForcedType()
                .withUserType("java.time.Instant")
                .withLambdaConverter(new LambdaConverter()
                        .withFrom("java.time.OffsetDateTime::toInstant")
                        .withTo("i -> java.time.OffsetDateTime.ofInstant(i, java.time.ZoneOffset.UTC)"))
                .withIncludeTypes("timestamptz"));
        return types;
    }
}
