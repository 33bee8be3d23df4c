package dev.maru.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.tenancy.Role;
import dev.maru.gateway.app.GatewayProcess;
import dev.maru.gateway.app.RunningGateway;
import dev.maru.gateway.budget.BudgetData;
import dev.maru.gateway.budget.BudgetPeriod;
import dev.maru.gateway.budget.BudgetService;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.gateway.limit.LimitKind;
import dev.maru.gateway.limit.LimitScope;
import dev.maru.gateway.limit.LimitService;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.process.Await;
import dev.maru.testing.provider.Endpoint;
import dev.maru.testing.provider.Reply.Answer;
import dev.maru.testing.provider.Reply.Status;
import dev.maru.testing.provider.ScriptedProvider;
import dev.maru.testing.provider.Usage;
import dev.maru.testing.redis.TestRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits and budgets in front of real calls, on one replica and on three. */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdmissionIT {
    private static final String KEK = "--maru.kek=" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final String MODEL = "scripted/scripted-large";

    private final TestRedis redis = TestRedis.dedicated();
    private TestDatabase database;
    private RunningGateway gateway;
    private ScriptedProvider provider;
    private TestTenant tenant;

    @BeforeAll
    void start(TestDatabase database) {
        this.database = database;
        gateway = RunningGateway.start(database, KEK, "--maru.redis-url=" + redis.url());
    }

    @AfterAll
    void stop() {
        gateway.close();
        redis.close();
    }

    /** Every answer is one output token, which costs 0.1; input is free. */
    @BeforeEach
    void connect() {
        provider = ScriptedProvider.start();
        provider.always(Endpoint.CHAT, Answer.of("x").withUsage(Usage.of(5, 1)));
        tenant = TestTenants.create(database, "tenant-" + Long.toString(System.nanoTime(), 36));
        gateway.connect(tenant, "scripted", provider.baseUrl(), DisconnectPolicy.DRAIN);
    }

    private void priced() {
        gateway.price(tenant, "0", "0", "100000");
    }

    private void budget(LimitScope scope, String amount) {
        gateway.bean(BudgetService.class)
                .create(
                        tenant.caller(Role.OWNER),
                        scope,
                        BudgetPeriod.TOTAL,
                        ZoneOffset.UTC,
                        new BudgetData("for tests", new BigDecimal(amount), true, List.of(), true));
    }

    private static String body(boolean stream) {
        return "{\"model\":\"" + MODEL + "\",\"stream\":" + stream
                + ",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    }

    private HttpResponse<String> call(String path, boolean stream, String tags) {
        return gateway.chat(gateway.request(tenant, ApiKeyId.next(), path).header("maru-tags", tags), body(stream));
    }

    private HttpResponse<String> call() {
        return call("/v1/chat/completions", false, "");
    }

    @ParameterizedTest
    @CsvSource({"/v1/chat/completions,false", "/v1/chat/completions,true", "/v1/messages,false", "/v1/messages,true"})
    void refusesBeyondALimitInTheClientsWordsAndSaysWhenToComeBack(String path, boolean stream) {
        gateway.bean(LimitService.class)
                .create(
                        tenant.caller(Role.OWNER),
                        LimitScope.TENANT,
                        LimitKind.REQUESTS,
                        Duration.ofMinutes(10),
                        2,
                        true);
        assertThat(call(path, stream, "").statusCode()).isEqualTo(200);
        var second = call(path, stream, "");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.headers().firstValue("x-ratelimit-limit-requests")).contains("2");
        assertThat(second.headers().firstValue("x-ratelimit-remaining-requests"))
                .contains("0");

        var refused = call(path, stream, "");

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(429);
        assertThat(Long.parseLong(refused.headers().firstValue("retry-after").orElseThrow()))
                .isBetween(1L, 620L);
        assertThat(refused.body()).contains(path.equals("/v1/messages") ? "\"type\":\"error\"" : "rate_limit_exceeded");
        assertThat(gateway.call(refused)).containsEntry("outcome", "rejected").containsEntry("attempts", 0);
        assertThat(provider.billed()).hasSize(2);
    }

    @Test
    void givesBackWhatACallThatFailedTook() {
        gateway.bean(LimitService.class)
                .create(
                        tenant.caller(Role.OWNER),
                        LimitScope.TENANT,
                        LimitKind.TOKENS,
                        Duration.ofMinutes(10),
                        40,
                        true);
        for (int i = 0; i < 5; i++) {
            provider.script(Status.of(500));
            assertThat(call().statusCode())
                    .as("failed calls eat no tokens, at call %s", i)
                    .isEqualTo(502);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusesWhenABudgetIsSpentAndTellsClientsNotToRetry(boolean stream) {
        priced();
        budget(LimitScope.TENANT, "0.2");
        assertThat(call("/v1/chat/completions", stream, "").statusCode()).isEqualTo(200);
        assertThat(call("/v1/chat/completions", stream, "").statusCode()).isEqualTo(200);

        var refused = call("/v1/chat/completions", stream, "");

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(402);
        assertThat(refused.body()).contains("budget_exhausted", "for tests");
        assertThat(refused.headers().firstValue("x-should-retry")).contains("false");
        assertThat(provider.billed()).hasSize(2);
        assertThat(gateway.call(refused)).containsEntry("outcome", "rejected");
    }

    @Test
    void holdsBudgetsOfEveryScopeOnEveryInferenceRoute() {
        priced();
        var scopes = List.of(
                LimitScope.TENANT,
                LimitScope.ofProject(tenant.project()),
                new LimitScope(null, null, null, MODEL, null, null),
                new LimitScope(null, null, null, null, "team", "search"));
        for (var scope : scopes) {
            connect();
            priced();
            budget(scope.project() == null ? scope : LimitScope.ofProject(tenant.project()), "0");
            for (var path : List.of("/v1/chat/completions", "/v1/messages")) {
                assertThat(call(path, false, "team=search").statusCode())
                        .as("%s at %s", scope, path)
                        .isEqualTo(402);
            }
            var responses = gateway.chat(
                    gateway.request(tenant, ApiKeyId.next(), "/v1/responses").header("maru-tags", "team=search"),
                    "{\"model\":\"" + MODEL + "\",\"input\":\"hi\"}");
            assertThat(responses.statusCode()).isEqualTo(402);
            assertThat(provider.billed()).isEmpty();
        }
    }

    /** The numbers that a request names are the client's; no sum of them may run over. */
    @Test
    void aLimitOfTokensHoldsWhateverAClientAsksFor() {
        gateway.bean(LimitService.class)
                .create(
                        tenant.caller(Role.OWNER),
                        LimitScope.TENANT,
                        LimitKind.TOKENS,
                        Duration.ofMinutes(10),
                        500,
                        true);
        for (var most : List.of("9223372036854775807", "99999999999999999999", "9223372036854775000")) {
            assertThat(asking("\"max_tokens\":" + most).statusCode()).as(most).isEqualTo(429);
        }

        assertThat(asking("\"max_tokens\":300").statusCode()).isEqualTo(200);
        assertThat(asking("\"max_tokens\":600").statusCode()).isEqualTo(429);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"max_tokens\":1,\"n\":3",
                "\"max_tokens\":3,\"max_output_tokens\":1",
                "\"max_tokens\":1,\"max_completion_tokens\":3",
                "\"max_completion_tokens\":3,\"max_tokens\":1"
            })
    void reservesWhatACallCanCostAtMost(String fields) {
        priced();
        budget(LimitScope.TENANT, "0.2");

        assertThat(asking(fields).statusCode()).isEqualTo(402);
        assertThat(asking("\"max_tokens\":2").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> asking(String fields) {
        return gateway.chat(
                tenant,
                "{\"model\":\"" + MODEL + "\"," + fields + ",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    }

    @Test
    void refusesAnUnpricedModelUnderAHardBudgetOnly() {
        assertThat(call().statusCode()).isEqualTo(200);
        budget(LimitScope.TENANT, "100");

        var refused = call();

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("model_unpriced");
    }

    @Test
    void twoHundredParallelCallsOnThreeProcessesNeverPassABudgetForTen(@TempDir Path folder) throws Exception {
        priced();
        budget(LimitScope.TENANT, "1");
        var processes = new ArrayList<GatewayProcess>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor();
                var http = HttpClient.newBuilder().executor(clients).build()) {
            for (int i = 0; i < 3; i++) {
                processes.add(GatewayProcess.start(
                        database, Files.createTempDirectory(folder, "home"), KEK, "--maru.redis-url=" + redis.url()));
            }
            processes.forEach(GatewayProcess::awaitReady);
            var calls = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 200; i++) {
                var request = request(processes.get(i % 3).port(), i % 2 == 0);
                calls.add(() -> send(http, request).statusCode());
            }
            var statuses = new ArrayList<Integer>();
            for (var answer : clients.invokeAll(calls)) {
                statuses.add(answer.get());
            }

            assertThat(statuses).containsOnly(200, 402);
            assertThat(statuses.stream().filter(status -> status == 200)).hasSize(10);
            assertThat(provider.billed()).hasSize(10);
            Await.until("the ledger to hold what was spent", () -> spent().compareTo(BigDecimal.ONE) == 0);
        } finally {
            processes.forEach(GatewayProcess::close);
        }
    }

    private HttpRequest request(int port, boolean stream) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                .header("authorization", "Bearer " + tenant.tenant() + "|" + tenant.project() + "|" + ApiKeyId.next())
                .POST(HttpRequest.BodyPublishers.ofString(body(stream)))
                .build();
    }

    private static HttpResponse<String> send(HttpClient http, HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private BigDecimal spent() {
        var row = gateway.select("select coalesce(sum(cost), 0) as cost from gateway.ledger where tenant_id = '"
                        + tenant.tenant().value() + "'")
                .getFirst();
        return (BigDecimal) Objects.requireNonNull(row.get("cost"));
    }
}
