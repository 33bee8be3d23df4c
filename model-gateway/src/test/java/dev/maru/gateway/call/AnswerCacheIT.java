package dev.maru.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.maru.testing.provider.Endpoint;
import dev.maru.testing.provider.Reply;
import dev.maru.testing.provider.Reply.Answer;
import dev.maru.testing.provider.Reply.Status;
import dev.maru.testing.provider.ScriptedProvider;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are kept and given again, over real HTTP. */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswerCacheIT {
    private static final String MODEL = "one/scripted-large";
    private static final Map<String, String> NOTHING = Map.of();

    private final ApiKeyId key = ApiKeyId.next();
    private RunningGateway gateway;
    private TestDatabase database;
    private ScriptedProvider provider;
    private TestTenant tenant;

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

    private TestTenant tenant() {
        var made = TestTenants.create(database, "tenant-" + Long.toString(System.nanoTime(), 36));
        gateway.connect(made, "one", provider.baseUrl(), DisconnectPolicy.DRAIN);
        gateway.price(made, "1", "0.5", "4");
        return made;
    }

    private void policy(TestTenant of, Mode mode, Scope scope) {
        policy(of, mode, scope, false, "0.95");
    }

    private void policy(TestTenant of, Mode mode, Scope scope, boolean onRequest, String similarity) {
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

    private HttpResponse<String> ask(String question, boolean stream, Map<String, String> headers) {
        return ask(tenant, key, "/v1/chat/completions", chat(question, stream), headers);
    }

    private HttpResponse<String> ask(
            TestTenant of, ApiKeyId by, String path, String body, Map<String, String> headers) {
        var request = gateway.request(of, by, path);
        headers.forEach(request::header);
        return gateway.chat(request, body);
    }

    private static String chat(String question, boolean stream) {
        return """
                {"model":"%s","stream":%s,"messages":[{"role":"system","content":"Be brief."},
                 {"role":"user","content":"%s"}]}""".formatted(MODEL, stream, question);
    }

    private static String state(HttpResponse<String> response) {
        return response.headers().firstValue("maru-cache").orElse("-");
    }

    private long chatsBilled() {
        return provider.requests().stream()
                .filter(request -> request.path().endsWith("/chat/completions"))
                .count();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givesTheSameBytesAgainAndSaysWhatItSaved(boolean stream) {
        policy(tenant, Mode.EXACT, Scope.PROJECT);
        provider.script(Answer.of("Open", " at ten."), Answer.of("another"));

        var made = ask("When do you open?", stream, NOTHING);
        var again = ask("When do you open?", stream, NOTHING);

        assertThat(state(made)).isEqualTo("miss");
        assertThat(state(again)).isEqualTo("hit");
        assertThat(again.body()).isEqualTo(made.body()).contains("Open");
        assertThat(again.headers().firstValue("content-type"))
                .isEqualTo(made.headers().firstValue("content-type"));
        assertThat(again.headers().firstValue("maru-model")).contains(MODEL);
        assertThat(again.headers().firstValue("maru-cache-age")).isPresent();
        assertThat(chatsBilled()).isEqualTo(1);
        var first = gateway.call(made);
        assertThat(first).containsEntry("cache", "miss").containsEntry("saved_tokens", null);
        var hit = gateway.call(again);
        assertThat(hit)
                .containsEntry("cache", "hit")
                .containsEntry("outcome", "success")
                .containsEntry("attempts", 0)
                .containsEntry("usage_state", "none")
                .containsEntry("cost", null)
                .containsEntry("model", MODEL)
                .containsEntry("saved_cost", first.get("cost"));
        assertThat(RunningGateway.number(hit, "saved_tokens")).isPositive();
        var stats = gateway.bean(CacheService.class).stats(tenant.caller(Role.OWNER), Duration.ofDays(1));
        assertThat(stats.hits()).isEqualTo(1);
        assertThat(stats.misses()).isEqualTo(1);
        assertThat(stats.answers()).isEqualTo(1);
        assertThat(stats.savedCost()).isEqualByComparingTo((BigDecimal) first.get("cost"));
    }

    @Test
    void worksInEveryProtocolAndKeepsThemApart() {
        policy(tenant, Mode.EXACT, Scope.PROJECT);
        var bodies = Map.of(
                "/v1/chat/completions",
                chat("Hello", false),
                "/v1/responses",
                "{\"model\":\"" + MODEL + "\",\"input\":\"Hello\"}",
                "/v1/messages",
                "{\"model\":\"" + MODEL
                        + "\",\"max_tokens\":99,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}",
                "/v1/embeddings",
                "{\"model\":\"one/scripted-small\",\"input\":\"Hello\"}");
        bodies.forEach((path, body) -> {
            var made = ask(tenant, key, path, body, NOTHING);
            assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
            assertThat(state(made)).as(path).isEqualTo("miss");
            var again = ask(tenant, key, path, body, NOTHING);
            assertThat(state(again)).as(path).isEqualTo("hit");
            assertThat(again.body()).as(path).isEqualTo(made.body());
        });
    }

    @Test
    void findsARequestAgainWhateverTheOrderOfItsFieldsAndWhoeverAsks() {
        policy(tenant, Mode.EXACT, Scope.PROJECT);
        var one =
                "{\"model\":\"%s\",\"temperature\":0.5,\"user\":\"kim\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                        .formatted(MODEL);
        var two =
                "{\"messages\":[{\"content\":\"Hi\",\"role\":\"user\"}],\"metadata\":{\"a\":\"b\"},\"model\":\"scripted-large\",\"temperature\":0.5}";
        var warmer = one.replace("0.5", "0.7");

        assertThat(state(ask(tenant, key, "/v1/chat/completions", one, NOTHING)))
                .isEqualTo("miss");
        assertThat(state(ask(tenant, ApiKeyId.next(), "/v1/chat/completions", two, NOTHING)))
                .isEqualTo("hit");
        assertThat(state(ask(tenant, key, "/v1/chat/completions", warmer, NOTHING)))
                .isEqualTo("miss");
    }

    @Test
    void keepsTenantsProjectsAndKeysApart() {
        policy(tenant, Mode.SEMANTIC, Scope.KEY, false, "0.5");
        var stranger = tenant();
        policy(stranger, Mode.SEMANTIC, Scope.PROJECT, false, "0.5");
        var body = chat("What is our secret?", false);
        var path = "/v1/chat/completions";

        assertThat(state(ask(tenant, key, path, body, NOTHING))).isEqualTo("miss");
        assertThat(state(ask(stranger, key, path, body, NOTHING))).isEqualTo("miss");
        assertThat(state(ask(tenant, ApiKeyId.next(), path, body, NOTHING))).isEqualTo("miss");
        assertThat(state(ask(tenant, key, path, body, NOTHING))).isEqualTo("hit");
    }

    @Test
    void doesWhatTheCallWants() {
        policy(tenant, Mode.EXACT, Scope.PROJECT);
        var header = "maru-cache-control";

        assertThat(ask("A", false, Map.of(header, "only-if-cached")).statusCode())
                .isEqualTo(412);
        assertThat(state(ask("A", false, Map.of(header, "no-store")))).isEqualTo("miss");
        assertThat(state(ask("A", false, NOTHING))).isEqualTo("miss");
        assertThat(state(ask("A", false, Map.of(header, "only-if-cached")))).isEqualTo("hit");
        assertThat(state(ask("A", false, Map.of(header, "no-cache")))).isEqualTo("miss");
        assertThat(state(ask("A", false, Map.of(header, "max-age=0")))).isEqualTo("miss");
        assertThat(state(ask("A", false, Map.of(header, "max-age=600")))).isEqualTo("hit");
        assertThat(state(ask("A", false, Map.of(header, "no-cache, no-store")))).isEqualTo("bypass");
        var wrong = ask("A", false, Map.of(header, "always"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("maru-cache-control");
    }

    @Test
    void waitsToBeAskedWhereTheProjectWantsThat() {
        policy(tenant, Mode.EXACT, Scope.PROJECT, true, "0.95");

        assertThat(state(ask("B", false, NOTHING))).isEqualTo("-");
        assertThat(state(ask("B", false, Map.of("maru-cache-control", "use")))).isEqualTo("miss");
        assertThat(state(ask("B", false, Map.of("maru-cache-control", "use")))).isEqualTo("hit");
    }

    @Test
    void saysNothingWhereNothingIsCached() {
        assertThat(state(ask("C", false, NOTHING))).isEqualTo("-");
        assertThat(state(ask("C", false, NOTHING))).isEqualTo("-");
        assertThat(chatsBilled()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keepsNoFailuresAndNoHalves(boolean stream) {
        policy(tenant, Mode.EXACT, Scope.PROJECT);
        provider.script(
                Status.of(400), new Reply.CutAfter(1, false, true, Answer.of("half", " lost")), Answer.of("whole"));

        ask("D", stream, NOTHING);
        ask("D", stream, NOTHING);
        var third = ask("D", stream, NOTHING);
        var fourth = ask("D", stream, NOTHING);

        assertThat(state(third)).isEqualTo("miss");
        assertThat(state(fourth)).isEqualTo("hit");
        assertThat(fourth.body()).contains("whole");
    }

    @Test
    void forgetsEverythingAtOnce() {
        policy(tenant, Mode.EXACT, Scope.PROJECT);
        ask("E", false, NOTHING);

        assertThat(gateway.bean(CacheService.class).purge(tenant.caller(Role.OWNER)))
                .isEqualTo(1);

        assertThat(state(ask("E", false, NOTHING))).isEqualTo("miss");
    }

    @Test
    void findsAQuestionThatMeansTheSameButOnlyInTheSameContext() {
        policy(tenant, Mode.SEMANTIC, Scope.PROJECT, false, "0.6");
        provider.script(Answer.of("At ten."), Answer.of("At nine, sir."));

        assertThat(state(ask("when does the museum open on sunday", false, NOTHING)))
                .isEqualTo("miss");
        var same = ask("when does the museum open on sunday morning", false, NOTHING);
        var unlike = ask("please write a poem about autumn leaves", false, NOTHING);
        var elsewhere = ask(
                tenant,
                key,
                "/v1/chat/completions",
                chat("when does the museum open on sunday", false).replace("Be brief.", "Speak to nobles."),
                NOTHING);

        assertThat(state(same)).isEqualTo("hit");
        assertThat(same.body()).contains("At ten.");
        assertThat(state(unlike)).isEqualTo("miss");
        assertThat(state(elsewhere)).isEqualTo("miss");
        var vectors =
                gateway.select("select cost, api_key_id from gateway.call where origin = 'cache' and tenant_id = '"
                        + tenant.tenant().value() + "'");
        assertThat(vectors).isNotEmpty().allSatisfy(row -> assertThat(row).containsEntry("api_key_id", key.value()));
    }

    @Test
    void goesOnWithoutVectorsWhenTheirModelFails() {
        policy(tenant, Mode.SEMANTIC, Scope.PROJECT);
        provider.always(Endpoint.EMBEDDINGS, Status.of(500));

        assertThat(state(ask("F", false, NOTHING))).isEqualTo("miss");
        assertThat(state(ask("F", false, NOTHING))).isEqualTo("hit");
    }
}
