package dev.maru.gateway.call;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.tenancy.Role;
import dev.maru.gateway.app.RunningGateway;
import dev.maru.gateway.cache.CachePolicy;
import dev.maru.gateway.cache.CachePolicy.Mode;
import dev.maru.gateway.cache.CachePolicy.Scope;
import dev.maru.gateway.cache.CacheService;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.provider.ScriptedProvider;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A gateway, a provider and a tenant of its own for each test that caches answers. */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CacheStack {
    static final String MODEL = "one/scripted-large";
    static final Map<String, String> NOTHING = Map.of();

    final ApiKeyId key = ApiKeyId.next();
    RunningGateway gateway;
    TestDatabase database;
    ScriptedProvider provider;
    TestTenant tenant;

    @BeforeAll
    void start(TestDatabase database) {
        this.database = database;
        gateway = RunningGateway.start(database);
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @BeforeEach
    void connect() {
        provider = ScriptedProvider.start();
        tenant = tenant();
    }

    @AfterEach
    void close() {
        provider.close();
    }

    TestTenant tenant() {
        var made = TestTenants.create(database, "tenant-" + Long.toString(System.nanoTime(), 36));
        gateway.connect(made, "one", provider.baseUrl(), DisconnectPolicy.DRAIN);
        gateway.price(made, "1", "0.5", "4");
        return made;
    }

    void policy(TestTenant of, Mode mode, Scope scope) {
        policy(of, mode, scope, false, "0.95");
    }

    void policy(TestTenant of, Mode mode, Scope scope, boolean onRequest, String similarity) {
        var cache = gateway.bean(CacheService.class);
        var owner = of.caller(Role.OWNER);
        cache.set(
                owner,
                new CachePolicy(
                        mode,
                        onRequest,
                        Duration.ofHours(1),
                        scope,
                        mode == Mode.SEMANTIC ? "one/scripted-small" : null,
                        new BigDecimal(similarity),
                        cache.policy(owner).version()));
    }

    HttpResponse<String> ask(String question, boolean stream, Map<String, String> headers) {
        return ask(tenant, key, "/v1/chat/completions", chat(question, stream), headers);
    }

    HttpResponse<String> ask(TestTenant of, ApiKeyId by, String path, String body, Map<String, String> headers) {
        var request = gateway.request(of, by, path);
        headers.forEach(request::header);
        return gateway.chat(request, body);
    }

    static String chat(String question, boolean stream) {
        return """
                {"model":"%s","stream":%s,"messages":[{"role":"system","content":"Be brief."},
                 {"role":"user","content":"%s"}]}""".formatted(MODEL, stream, question);
    }

    static String state(HttpResponse<String> response) {
        return response.headers().firstValue("maru-cache").orElse("-");
    }

    long chatsBilled() {
        return provider.requests().stream()
                .filter(request -> request.path().endsWith("/chat/completions"))
                .count();
    }
}
