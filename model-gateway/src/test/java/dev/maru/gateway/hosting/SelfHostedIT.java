package dev.maru.gateway.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.tenancy.Role;
import dev.maru.gateway.app.RunningGateway;
import dev.maru.gateway.catalog.CatalogModel;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.gateway.catalog.Engine;
import dev.maru.gateway.catalog.Hosting;
import dev.maru.gateway.catalog.HostingService;
import dev.maru.gateway.hosting.CostReport.Source;
import dev.maru.gateway.hosting.CostReport.Verdict;
import dev.maru.gateway.provider.ListedModel;
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
import dev.maru.testing.provider.ScriptedProvider;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Self-hosted endpoints over real HTTP: looked at, full, asleep, and chosen by load and by prefix. */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelfHostedIT {
    private static final String MODEL = "/scripted-large";

    private RunningGateway gateway;
    private TestDatabase database;
    private TestTenant tenant;
    private ScriptedProvider provider;

    @BeforeAll
    void start(TestDatabase database) {
        this.database = database;
        gateway = RunningGateway.start(database, "--maru.gateway.probe-interval=50ms");
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @BeforeEach
    void settle() {
        provider = ScriptedProvider.start();
        tenant = TestTenants.create(database, "tenant-" + Long.toString(System.nanoTime(), 36));
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private ConnectionId host(String slug, URI url, @Nullable Integer most, Duration wakeUp) {
        var connection = gateway.connect(tenant, slug, url, DisconnectPolicy.ABORT);
        var hosted = gateway.bean(HostingService.class)
                .put(
                        tenant.caller(Role.OWNER),
                        connection.id(),
                        null,
                        new Hosting(
                                Engine.VLLM,
                                "A100-80GB",
                                8,
                                new BigDecimal("1.64"),
                                "USD",
                                most,
                                wakeUp,
                                null,
                                null,
                                new BigDecimal("0.3"),
                                BigDecimal.ZERO,
                                null));
        assertThat(hosted.version()).isZero();
        return connection.id();
    }

    private void route(String name, Order order, String... models) {
        gateway.bean(RouteService.class)
                .create(
                        tenant.caller(Role.OWNER),
                        new RouteName(name),
                        new RouteData(
                                "",
                                RoutePlan.of(
                                        order,
                                        List.of(models).stream().map(Target::of).toList()),
                                true));
    }

    private HttpResponse<String> call(String model, String text) {
        return gateway.chat(tenant, """
                {"model":"%s","messages":[{"role":"system","content":"You help."},{"role":"user","content":"%s"}]}""".formatted(model, text));
    }

    private static String answeredBy(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.headers().firstValue("maru-model").orElseThrow();
    }

    private EndpointHealth await(ConnectionId id, EndpointStatus status) {
        Await.until(
                id + " is " + status,
                () -> health(id) != null && Objects.requireNonNull(health(id)).status() == status);
        return Objects.requireNonNull(health(id));
    }

    private @Nullable EndpointHealth health(ConnectionId id) {
        return gateway.bean(EndpointHealthService.class)
                .find(tenant.caller(Role.VIEWER), id)
                .orElse(null);
    }

    @Test
    void saysHowAnEndpointIsAndWhatItServes() {
        try (var engine = new FakeEngine()) {
            engine.load(3, 9, 0.734);
            var id = host("gpu", engine.baseUrl(), null, Duration.ZERO);

            var up = await(id, EndpointStatus.UP);

            assertThat(up.metrics()).isEqualTo(new EngineMetrics(3, 9, 0.734));
            assertThat(up.models()).containsExactly(ListedModel.of("base"), new ListedModel("sql-lora", "base"));
            assertThat(gateway.bean(CatalogService.class).models(tenant.caller(Role.OWNER)))
                    .filteredOn(model -> model.connectionSlug().equals("gpu"))
                    .extracting(CatalogModel::upstreamId, CatalogModel::parent)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("base", null),
                            org.assertj.core.groups.Tuple.tuple("sql-lora", "base"));

            engine.health(500);
            var down = await(id, EndpointStatus.DOWN);
            assertThat(down.since()).isAfter(up.since());
            assertThat(down.sentence()).contains("500");
        }
    }

    @Test
    void leavesAnEndpointThatMaySleepAlone() {
        try (var engine = new FakeEngine()) {
            var id = host("gpu", engine.baseUrl(), null, Duration.ofSeconds(20));

            var resting = await(id, EndpointStatus.RESTING);

            assertThat(resting.metrics()).isEqualTo(EngineMetrics.NONE);
            assertThat(engine.looks()).isZero();
            answeredBy(call("gpu/base", "Wake up"));
            await(id, EndpointStatus.UP);
        }
    }

    @Test
    void sendsCallsToTheShorterQueue() {
        try (var busy = new FakeEngine();
                var idle = new FakeEngine()) {
            busy.load(5, 8, 0.9);
            idle.load(0, 20, 0.5);
            var one = host("busy", busy.baseUrl(), null, Duration.ZERO);
            var two = host("idle", idle.baseUrl(), null, Duration.ZERO);
            await(one, EndpointStatus.UP);
            await(two, EndpointStatus.UP);
            route("chat", Order.LEAST_BUSY, "busy/base", "idle/base");

            var response = call("chat", "Hello");

            assertThat(answeredBy(response)).isEqualTo("idle/base");
            assertThat(reasons(response, 1)).singleElement().asString().contains("0 requests waiting", "20 in all");
        }
    }

    private List<Object> reasons(HttpResponse<String> response, int attempts) {
        return gateway.rows("attempt", RunningGateway.requestId(response), attempts).stream()
                .map(row -> row.get("reason"))
                .toList();
    }

    @Test
    void refusesWhatFindsNoRoomAndGoesElsewhereIfItCan() throws Exception {
        host("gpu", provider.baseUrl(), 1, Duration.ZERO);
        try (var other = ScriptedProvider.start();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            gateway.connect(tenant, "other", other.baseUrl(), DisconnectPolicy.DRAIN);
            route("chat", Order.LISTED, "gpu" + MODEL, "other" + MODEL);
            var latch = new CountDownLatch(1);
            provider.script(new Reply.Hold(latch, 1, Answer.of("at", " last")));
            var first = threads.submit(() -> call("gpu" + MODEL, "Hold on"));
            // Looks at the endpoint are requests too.
            Await.until(
                    "the first call",
                    () -> provider.requests().stream()
                            .anyMatch(request -> request.path().endsWith("completions")));

            var refused = call("gpu" + MODEL, "Me too");

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).contains("endpoint_full");
            assertThat(refused.headers().firstValue("retry-after")).contains("1");
            var elsewhere = call("chat", "Anyone");
            assertThat(answeredBy(elsewhere)).isEqualTo("other" + MODEL);
            latch.countDown();
            assertThat(answeredBy(first.get())).isEqualTo("gpu" + MODEL);
            assertThat(answeredBy(call("chat", "Again"))).isEqualTo("gpu" + MODEL);
        }
    }

    @Test
    void waitsForASleepingEndpointAndSaysSo() throws Exception {
        var id = host("gpu", provider.baseUrl(), null, Duration.ofSeconds(60));
        provider.refuseConnections();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<HttpResponse<String>> one = () -> call("gpu" + MODEL, "Good morning");
            var waiting = new ArrayList<Future<HttpResponse<String>>>();
            for (int i = 0; i < 5; i++) {
                waiting.add(threads.submit(one));
            }
            await(id, EndpointStatus.WAKING);
            provider.acceptConnections();

            for (var each : waiting) {
                var response = each.get();
                assertThat(answeredBy(response)).isEqualTo("gpu" + MODEL);
                // One that came late may have found it awake.
                response.headers()
                        .firstValue("maru-wake-up-ms")
                        .ifPresent(waited -> assertThat(Long.parseLong(waited)).isPositive());
            }
            var woken = waiting.getFirst().get();
            assertThat(woken.headers().firstValue("maru-wake-up-ms")).isPresent();
            assertThat(reasons(woken, 2).getLast()).asString().contains("woke up within");
        }
        await(id, EndpointStatus.UP);
        assertThat(provider.billed()).hasSize(5);
    }

    @Test
    void waitsWhileAModelIsLoaded() throws Exception {
        try (var engine = new FakeEngine();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var id = host("gpu", engine.baseUrl(), null, Duration.ofSeconds(60));
            engine.health(503);
            var waiting = threads.submit(() -> call("gpu/base", "Good morning"));
            await(id, EndpointStatus.WAKING);
            engine.health(200);

            assertThat(answeredBy(waiting.get())).isEqualTo("gpu/base");
        }
    }

    @Test
    void givesUpAfterTheBound() {
        host("gpu", provider.baseUrl(), null, Duration.ofSeconds(1));
        provider.refuseConnections();

        var response = call("gpu" + MODEL, "Anybody there");

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.headers().firstValue("maru-wake-up-ms")).isPresent();
    }

    @Test
    void sendsPromptsThatBeginAlikeToTheSameEndpoint() {
        try (var one = new FakeEngine();
                var two = new FakeEngine();
                var three = new FakeEngine()) {
            host("one", one.baseUrl(), null, Duration.ZERO);
            host("two", two.baseUrl(), null, Duration.ZERO);
            host("three", three.baseUrl(), null, Duration.ZERO);
            route("chat", Order.PREFIX, "one/base", "two/base", "three/base");
            var seen = new HashSet<String>();
            for (int prompt = 0; prompt < 30; prompt++) {
                var text = "Question number " + prompt;
                var first = answeredBy(call("chat", text));
                seen.add(first);
                var later = gateway.chat(tenant, """
                        {"model":"chat","messages":[{"role":"system","content":"You help."},
                         {"role":"user","content":"%s"},{"role":"assistant","content":"Hm."},
                         {"role":"user","content":"Go on"}]}""".formatted(text));
                assertThat(answeredBy(later)).as(text).isEqualTo(first);
            }
            assertThat(seen).hasSize(3);
        }
    }

    @Test
    void reckonsWhatATokenCostsFromTheTenantsOwnCalls() {
        try (var engine = new FakeEngine()) {
            var id = host("gpu", engine.baseUrl(), null, Duration.ZERO);
            gateway.connect(tenant, "api", provider.baseUrl(), DisconnectPolicy.DRAIN);
            gateway.price(tenant, "1", "0.5", "4");
            var costs = gateway.bean(HostingCostService.class);
            var caller = tenant.caller(Role.VIEWER);
            assertThat(costs.cost(caller, id, CostQuestion.against("api" + MODEL))
                            .verdict())
                    .isEqualTo(Verdict.UNKNOWN);
            var own = call("gpu/base", "Hello");
            assertThat(gateway.ledger(own)).isNotEmpty();

            var priced = costs.cost(caller, id, CostQuestion.against("api" + MODEL));

            // 1,000 tokens in the busiest minute; 900 in at 1 and 100 out at 4 per million.
            assertThat(priced.speed()).isEqualTo(Source.MEASURED);
            assertThat(priced.tokensPerSecond()).isNotNull();
            assertThat(priced.api()).isEqualTo(Source.PRICED);
            assertThat(priced.apiPerMillion()).isEqualByComparingTo("1.3");
            assertThat(priced.verdict()).isEqualTo(Verdict.NEVER);
            assertThat(gateway.ledger(call("api" + MODEL, "Hello"))).isNotEmpty();
            var measured = costs.cost(caller, id, CostQuestion.against("api" + MODEL));
            assertThat(measured.api()).isEqualTo(Source.MEASURED);
            var entered = costs.cost(
                    caller,
                    id,
                    new CostQuestion(
                            null, new BigDecimal("10"), null, new BigDecimal("1480"), new BigDecimal("0.5"), null));
            assertThat(entered.speed()).isEqualTo(Source.ENTERED);
            assertThat(entered.verdict()).isEqualTo(Verdict.OWN);
            assertThat(Objects.requireNonNull(entered.breakEven()).tokensPerMonth())
                    .isEqualByComparingTo("957760000");
        }
    }
}
