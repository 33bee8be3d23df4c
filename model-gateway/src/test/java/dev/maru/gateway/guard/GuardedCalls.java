package dev.maru.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.tenancy.Role;
import dev.maru.gateway.app.RunningGateway;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.catalog.ConnectionKind;
import dev.maru.gateway.catalog.ConnectionService;
import dev.maru.gateway.catalog.ConnectionSlug;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.gateway.catalog.NewConnection;
import dev.maru.gateway.catalog.NewModel;
import dev.maru.gateway.guard.Guardrail.Action;
import dev.maru.gateway.guard.Guardrail.Stage;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.provider.Endpoint;
import dev.maru.testing.provider.Reply;
import dev.maru.testing.provider.ScriptedProvider;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway with a provider of two protocols, and tenants of their own for each test. */
final class GuardedCalls implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, String> PATHS = Map.of(
            "chat", "/v1/chat/completions",
            "responses", "/v1/responses",
            "messages", "/v1/messages");

    final RunningGateway gateway;
    final ScriptedProvider provider = ScriptedProvider.start();
    private final TestDatabase database;

    GuardedCalls(TestDatabase database) {
        this.database = database;
        gateway = RunningGateway.start(database);
    }

    TestTenant tenant() {
        var tenant = TestTenants.create(database, "guarded-" + Long.toString(System.nanoTime(), 36));
        connect(tenant, ConnectionKind.OPENAI);
        connect(tenant, ConnectionKind.ANTHROPIC);
        gateway.price(tenant, "10", "5", "40");
        return tenant;
    }

    private void connect(TestTenant tenant, ConnectionKind kind) {
        var owner = tenant.caller(Role.OWNER);
        var connection = gateway.bean(ConnectionService.class)
                .create(
                        owner,
                        new NewConnection(
                                new ConnectionSlug(kind.wireName()),
                                kind.wireName(),
                                kind,
                                provider.baseUrl().toString(),
                                "test-key-0123456789abcdef",
                                DisconnectPolicy.DRAIN));
        gateway.bean(CatalogService.class)
                .add(owner, new NewModel(connection.id(), "m", "m", null, null, List.of(), ""));
    }

    Guardrail guard(TestTenant tenant, String name, Stage stage, Action action, Check check) {
        return guard(tenant, new GuardrailData(name, null, stage, action, check, true), null);
    }

    Guardrail guard(TestTenant tenant, GuardrailData data, @Nullable String secret) {
        return gateway.bean(GuardrailService.class).create(tenant.caller(Role.OWNER), data, secret);
    }

    void script(String form, Reply... replies) {
        provider.script(endpoint(form), replies);
    }

    static Endpoint endpoint(String form) {
        return form.equals("messages") ? Endpoint.MESSAGES : Endpoint.CHAT;
    }

    HttpResponse<String> say(TestTenant tenant, String form, boolean stream, String text) {
        return send(tenant, ApiKeyId.next(), form, body(form, stream, text));
    }

    HttpResponse<String> send(TestTenant tenant, ApiKeyId key, String form, String body) {
        return gateway.chat(
                gateway.request(tenant, key, Objects.requireNonNull(PATHS.get(form)))
                        .header("content-type", "application/json"),
                body);
    }

    static String body(String form, boolean stream, String text) {
        var model = form.equals("messages") ? "anthropic/m" : "openai/m";
        var quoted = JSON.writeValueAsString(text);
        var rest = form.equals("responses")
                ? "\"input\":" + quoted
                : "\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":" + quoted + "}]";
        return "{\"model\":\"" + model + "\",\"stream\":" + stream + "," + rest + "}";
    }

    /** What a client of the protocol would show. */
    static String text(String form, boolean stream, String body) {
        if (!stream) {
            var root = JSON.readTree(body);
            return switch (form) {
                case "chat" -> root.at("/choices/0/message/content").asString();
                case "messages" -> root.at("/content/0/text").asString();
                default -> root.at("/output/0/content/0/text").asString();
            };
        }
        var text = new StringBuilder();
        for (var line : body.split("\n")) {
            if (line.startsWith("data: {")) {
                var event = JSON.readTree(line.substring(6));
                text.append(
                        switch (form) {
                            case "chat" -> event.at("/choices/0/delta/content").asString("");
                            case "messages" -> event.at("/delta/text").asString("");
                            default ->
                                event.path("type").asString("").equals("response.output_text.delta")
                                        ? event.path("delta").asString("")
                                        : "";
                        });
            }
        }
        assertThat(body).contains(end(form));
        return text.toString();
    }

    static String end(String form) {
        return switch (form) {
            case "chat" -> "data: [DONE]";
            case "messages" -> "event: message_stop";
            default -> "response.completed";
        };
    }

    /** What stands with the call. */
    JsonNode findings(HttpResponse<?> response) {
        var json = gateway.call(response).get("guardrails");
        return JSON.readTree(json == null ? "[]" : json.toString());
    }

    @Override
    public void close() {
        gateway.close();
        provider.close();
    }
}
