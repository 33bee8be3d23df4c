package dev.maru.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.tenancy.Role;
import dev.maru.gateway.app.RunningGateway;
import dev.maru.gateway.catalog.Connection;
import dev.maru.gateway.catalog.ConnectionKey;
import dev.maru.gateway.catalog.ConnectionKeyService;
import dev.maru.gateway.catalog.ConnectionService;
import dev.maru.gateway.catalog.ConnectionTester;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.gateway.route.Condition;
import dev.maru.gateway.route.FailureClass;
import dev.maru.gateway.route.RouteData;
import dev.maru.gateway.route.RouteName;
import dev.maru.gateway.route.RoutePlan;
import dev.maru.gateway.route.RoutePlan.Order;
import dev.maru.gateway.route.RoutePlan.Target;
import dev.maru.gateway.route.RouteService;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.process.Await;
import dev.maru.testing.provider.Reply;
import dev.maru.testing.provider.Reply.Answer;
import dev.maru.testing.provider.Reply.Status;
import dev.maru.testing.provider.ScriptedProvider;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, routes and fallbacks against two providers over real HTTP. */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailoverIT {
    private static final String MODEL = "scripted-large";

    private RunningGateway gateway;
    private TestDatabase database;
    private ScriptedProvider first;
    private ScriptedProvider second;
    private TestTenant tenant;
    private Connection one;

    @BeforeAll
    void start(TestDatabase database) {
        this.database = database;
        gateway = RunningGateway.start(database, "--maru.gateway.first-byte-timeout=700ms");
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    /** A tenant and providers of its own for each test: what is known of keys and lanes stays apart. */
    @BeforeEach
    void connect() {
        first = ScriptedProvider.start();
        second = ScriptedProvider.start();
        tenant = TestTenants.create(database, "tenant-" + Long.toString(System.nanoTime(), 36));
        one = gateway.connect(tenant, "one", first.baseUrl(), DisconnectPolicy.DRAIN);
        gateway.connect(tenant, "two", second.baseUrl(), DisconnectPolicy.DRAIN);
        gateway.price(tenant, "1", "0.5", "4");
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private void route(String name, RoutePlan plan) {
        gateway.bean(RouteService.class)
                .create(tenant.caller(Role.OWNER), new RouteName(name), new RouteData("", plan, true));
    }

    private static RoutePlan listed(Target... targets) {
        return RoutePlan.of(Order.LISTED, List.of(targets));
    }

    private static Target target(String connection) {
        return Target.of(connection + "/" + MODEL);
    }

    private HttpResponse<String> call(String model, boolean stream) {
        return call(model, stream, Map.of());
    }

    private HttpResponse<String> call(String model, boolean stream, Map<String, String> headers) {
        var request = gateway.request(tenant, ApiKeyId.next(), "/v1/chat/completions");
        headers.forEach(request::header);
        return gateway.chat(request, """
                {"model":"%s","stream":%s,"messages":[{"role":"user","content":"Say something"}]}""".formatted(model, stream));
    }

    private static String answeredBy(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.headers().firstValue("maru-model").orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goesToTheNextTargetOnEveryGeneralFailure(boolean stream) {
        route("chat", listed(target("one"), target("two")));
        var failures = List.<Reply>of(
                Status.of(500),
                Status.of(529),
                Status.of(404),
                Status.of(403),
                Status.tooManyRequests(Duration.ofSeconds(30)),
                new Reply.Reset(),
                new Reply.Refuse(),
                new Reply.ErrorAsFirstFrame());
        for (var failure : failures) {
            first.script(failure);
            second.script(Answer.of("from", " two"));

            var response = call("chat", stream);

            assertThat(answeredBy(response)).as("%s", failure).isEqualTo("two/" + MODEL);
            assertThat(response.body()).contains("from");
            assertThat(response.headers().firstValue("maru-route")).contains("chat");
        }
        assertThat(second.billed()).hasSize(failures.size());
    }

    @Test
    void settlesEveryAttemptOfAFallbackOnceAndSaysWhy() {
        route("chat", listed(target("one"), target("two")));
        first.script(Status.of(500));
        second.script(Answer.of("ok"));

        var response = call("chat", true);

        assertThat(answeredBy(response)).isEqualTo("two/" + MODEL);
        var ledger = gateway.rows("ledger", RunningGateway.requestId(response), 2);
        assertThat(ledger).extracting(row -> row.get("connection_slug")).containsExactly("one", "two");
        var attempts = gateway.rows("attempt", RunningGateway.requestId(response), 2);
        assertThat(attempts).extracting(row -> row.get("error_class")).containsExactly("server", null);
        assertThat(attempts.getFirst()).containsEntry("key_name", "main");
        assertThat((String) attempts.getFirst().get("reason")).contains("order");
        assertThat(gateway.call(response))
                .containsEntry("route", "chat")
                .containsEntry("requested_model", "chat")
                .containsEntry("model", "two/" + MODEL)
                .containsEntry("attempts", 2);
    }

    @Test
    void staysWithAnAnswerThatHasBegunAndNeverShowsATruncatedOneAsWhole() {
        route("chat", listed(target("one"), target("two")));
        first.script(Reply.CutAfter.chunks(2));

        var response = call("chat", true);

        assertThat(answeredBy(response)).isEqualTo("one/" + MODEL);
        assertThat(response.body()).contains("\"error\"").doesNotContain("[DONE]");
        assertThat(second.requests())
                .filteredOn(request -> request.path().endsWith("completions"))
                .isEmpty();
    }

    @Test
    void movesOnWhenNoFirstOutputComesInTime() {
        route("chat", listed(target("one"), target("two")));
        first.script(new Reply.SlowFirstToken(Duration.ofSeconds(20), Answer.of("late")));
        second.script(Answer.of("soon"));

        assertThat(answeredBy(call("chat", true))).isEqualTo("two/" + MODEL);
    }

    @Test
    void fallsBackByTheKindOfFailure() {
        route(
                "chat",
                listed(target("one"), new Target("two/" + MODEL, 1, List.of(), Set.of(FailureClass.CONTEXT_WINDOW))));
        first.script(Status.of(400).withBody("""
                        {"error":{"message":"too long","type":"invalid_request_error","code":"context_length_exceeded"}}"""));
        second.script(Answer.of("wide"));
        assertThat(answeredBy(call("chat", false))).isEqualTo("two/" + MODEL);

        first.script(Status.of(500));
        assertThat(call("chat", false).statusCode()).isEqualTo(502);

        first.script(Status.of(400));
        assertThat(call("chat", false).statusCode()).isEqualTo(400);
        assertThat(second.billed()).hasSize(1);
    }

    @Test
    void choosesByTagsAndSaysWhatFitsWhenNothingDoes() {
        var beta = new Condition(Condition.Subject.TAG, "stage", Condition.Test.IS, List.of("beta"));
        var stable = new Condition(Condition.Subject.TAG, "stage", Condition.Test.IS, List.of("stable"));
        route(
                "chat",
                listed(
                        new Target("one/" + MODEL, 1, List.of(stable), Set.of()),
                        new Target("two/" + MODEL, 1, List.of(beta), Set.of())));
        second.script(Answer.of("ok"));
        assertThat(answeredBy(call("chat", false, Map.of("maru-tags", "stage=beta"))))
                .isEqualTo("two/" + MODEL);

        var refused = call("chat", false);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("no_target", "tag stage is beta");
    }

    @Test
    void avoidsATargetThatKeepsFailingAndComesBackToIt() {
        route("chat", listed(target("one"), target("two")));
        for (int i = 0; i < 3; i++) {
            first.script(Status.of(500));
            second.script(Answer.of("ok"));
            assertThat(answeredBy(call("chat", false))).isEqualTo("two/" + MODEL);
        }
        int asked = first.requests().size();
        second.script(Answer.of("ok"));

        assertThat(answeredBy(call("chat", false))).isEqualTo("two/" + MODEL);

        assertThat(first.requests()).as("a failing lane is not asked first").hasSize(asked);
        second.script(Status.of(500));
        first.script(Answer.of("healed"));
        assertThat(answeredBy(call("chat", false)))
                .as("but it is when nothing else is left")
                .isEqualTo("one/" + MODEL);
    }

    @Test
    void changesTheKeyOnALimitAndOnARefusalAndTellsPeople() {
        var owner = tenant.caller(Role.OWNER);
        gateway.bean(ConnectionKeyService.class).add(owner, one.id(), "spare", "sk-spare-key-0123456789", 1);
        first.script(Status.tooManyRequests(Duration.ofSeconds(60)), Answer.of("with the other key"));

        var limited = call("one/" + MODEL, false);

        assertThat(answeredBy(limited)).isEqualTo("one/" + MODEL);
        var names = gateway.rows("attempt", RunningGateway.requestId(limited), 2).stream()
                .map(row -> (String) row.get("key_name"))
                .toList();
        assertThat(names).containsExactlyInAnyOrder("main", "spare");
        var rested = names.getFirst();

        first.script(Status.of(401), Answer.of("too soon, but nobody else is left"));
        var refused = call("one/" + MODEL, false);
        assertThat(answeredBy(refused)).isEqualTo("one/" + MODEL);
        Await.until("the refusal is stored", () -> keys().stream().anyMatch(key -> key.refusedAt() != null));
        var dead = keys().stream()
                .filter(key -> key.refusedAt() != null)
                .findFirst()
                .orElseThrow();
        assertThat(dead.name()).isNotEqualTo(rested);

        first.script(Answer.of("ok"));
        var check = gateway.bean(ConnectionTester.class).test(owner, one.id());
        assertThat(check.models()).isNotEmpty();
        assertThat(keys()).as("a test that succeeds brings the key back").allMatch(key -> key.refusedAt() == null);
    }

    @Test
    void givesUpOnAConnectionWhoseEveryKeyIsRefused() {
        first.script(Status.of(401));
        var refused = call("one/" + MODEL, false);
        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(refused.body()).contains("does not accept the connection's key");
        int asked = first.requests().size();

        var next = call("one/" + MODEL, true);

        assertThat(next.statusCode()).isEqualTo(502);
        assertThat(next.body()).contains("upstream_credentials_exhausted");
        assertThat(first.requests()).hasSize(asked);
        assertThat(gateway.call(next)).containsEntry("attempts", 0);
    }

    @Test
    void waitsForARetryAfterOnlyAsLongAsTheRouteAllows() {
        var plan = listed(target("one"));
        route("patient", new RoutePlan(plan.order(), null, plan.targets(), 1, 5, 2_000, null, null, null));
        first.script(Status.of(429).withHeader("retry-after-ms", "300"), Answer.of("after a rest"));
        var from = System.nanoTime();
        assertThat(answeredBy(call("patient", false))).isEqualTo("one/" + MODEL);
        assertThat(System.nanoTime() - from)
                .isGreaterThanOrEqualTo(Duration.ofMillis(300).toNanos());

        first.script(Status.tooManyRequests(Duration.ofSeconds(40)));
        var refused = call("patient", false);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).contains("40");
    }

    private List<ConnectionKey> keys() {
        return gateway.bean(ConnectionService.class).list(tenant.caller(Role.OWNER)).stream()
                .filter(connection -> connection.slug().equals("one"))
                .findFirst()
                .orElseThrow()
                .keys();
    }
}
