package dev.maru.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.id.ApiKeyId;
import dev.maru.gateway.app.GatewayProcess;
import dev.maru.gateway.app.RunningGateway;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.process.Await;
import dev.maru.testing.provider.Billed;
import dev.maru.testing.provider.Endpoint;
import dev.maru.testing.provider.Reply.Answer;
import dev.maru.testing.provider.ScriptedProvider;
import dev.maru.testing.provider.Usage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway in a process of its own, killed under load; the next start accounts for every call. */
@DatabaseTest
class GatewayKillIT {
    private static final int CLIENTS = 16;

    @TempDir
    private Path folder;

    @Test
    void noDispatchedCallIsMissingAfterTheNextStart(TestDatabase database) throws Exception {
        var tenant = TestTenants.create(database, "killed");
        try (var provider = ScriptedProvider.start()) {
            provider.always(
                    Endpoint.CHAT,
                    Answer.ofWords(4).withDelay(Duration.ofMillis(15)).withUsage(new Usage(40, 10, 0, 6, 2)));
            var home = folder.resolve("home");
            var model = prepared(database, home, tenant, provider);
            provider.reset();
            provider.always(
                    Endpoint.CHAT,
                    Answer.ofWords(4).withDelay(Duration.ofMillis(15)).withUsage(new Usage(40, 10, 0, 6, 2)));
            var answered = ConcurrentHashMap.<String>newKeySet();

            for (int round = 1; round <= 3; round++) {
                killUnderLoad(database, home, tenant, model, answered, round * 120);
            }
            provider.awaitQuiet();
            try (var last = GatewayProcess.start(database, home)) {
                last.awaitReady();
                Await.until(
                        "every spool of a killed process to be read", Duration.ofSeconds(60), () -> folders(home) == 1);
                accounts(database, provider, answered);
            }
        }
    }

    private static int folders(Path home) {
        try (var files = Files.list(home.resolve("spool"))) {
            return (int) files.filter(Files::isDirectory).count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void accounts(TestDatabase database, ScriptedProvider provider, Set<String> answered) {
        // I2: every dispatched attempt has exactly one ledger row, and each request the provider saw was dispatched.
        var attempts = RunningGateway.select(database, "select count(*) as n from gateway.attempt");
        var ledger = RunningGateway.select(
                database, "select count(*) as n, count(distinct (request_id, attempt)) as d from gateway.ledger");
        assertThat(ledger.getFirst().get("n")).isEqualTo(ledger.getFirst().get("d"));
        assertThat(ledger.getFirst().get("n")).isEqualTo(attempts.getFirst().get("n"));
        assertThat((Long) ledger.getFirst().get("n"))
                .isGreaterThanOrEqualTo(provider.requests().size());
        var orphaned = RunningGateway.select(
                database,
                "select * from gateway.ledger l where not exists (select from gateway.call c"
                        + " where c.tenant_id = l.tenant_id and c.request_id = l.request_id)");
        assertThat(orphaned).isEmpty();

        // What clients saw to its end is there, exactly.
        var exact =
                RunningGateway.select(database, "select request_id from gateway.ledger where state = 'exact'").stream()
                        .map(row -> "req_"
                                + Objects.requireNonNull(row.get("request_id"))
                                        .toString()
                                        .replace("-", ""))
                        .toList();
        assertThat(exact).containsAll(answered);

        // I1: the exact rows say what the provider billed for answers that it gave to their end.
        var sum = RunningGateway.select(
                        database,
                        "select count(*) as n, sum(uncached_input_tokens + cache_read_tokens) as input,"
                                + " sum(output_tokens + reasoning_tokens) as output"
                                + " from gateway.ledger where state = 'exact'")
                .getFirst();
        long calls = RunningGateway.number(sum, "n");
        assertThat(RunningGateway.number(sum, "input")).isEqualTo(40 * calls);
        assertThat(RunningGateway.number(sum, "output")).isEqualTo(6 * calls);
        long completed = provider.billed().stream()
                .filter(bill -> bill.outcome() == Billed.Outcome.COMPLETED)
                .count();
        assertThat(calls).isLessThanOrEqualTo(completed);
        var estimated =
                RunningGateway.select(database, "select count(*) as n from gateway.ledger where state = 'estimated'");
        assertThat((Long) estimated.getFirst().get("n")).isGreaterThanOrEqualTo(completed - calls);
        var lost = RunningGateway.select(database, "select * from gateway.call where error_code = 'lost'");
        assertThat(lost)
                .isNotEmpty()
                .allSatisfy(row ->
                        assertThat(row).containsEntry("outcome", "error").containsEntry("usage_state", "estimated"));
    }

    /** Connects the provider with a gateway in this process, on the same home. */
    private static String prepared(TestDatabase database, Path home, TestTenant tenant, ScriptedProvider provider) {
        try (var gateway = RunningGateway.start(database, "--maru.home=" + home)) {
            gateway.connect(tenant, "scripted", provider.baseUrl(), DisconnectPolicy.DRAIN);
            gateway.price(tenant, "3", "0.3", "15");
            var models = gateway.get(tenant, "/v1/models").body();
            return models.substring(models.indexOf("scripted/"), models.indexOf('"', models.indexOf("scripted/")));
        }
    }

    private static void killUnderLoad(
            TestDatabase database, Path home, TestTenant tenant, String model, Set<String> answered, int calls)
            throws Exception {
        try (var program = GatewayProcess.start(database, home);
                var http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            program.awaitReady();
            var stop = new AtomicBoolean();
            var before = answered.size();
            var clients = new ArrayList<Thread>();
            for (int i = 0; i < CLIENTS; i++) {
                var stream = i % 2 == 0;
                clients.add(Thread.ofVirtual().start(() -> {
                    while (!stop.get()) {
                        call(http, program.port(), tenant, model, stream, answered);
                    }
                }));
            }
            Await.until("calls", Duration.ofSeconds(60), () -> answered.size() >= before + calls);
            program.kill();
            stop.set(true);
            for (var client : clients) {
                client.join();
            }
        }
    }

    private static void call(
            HttpClient http, int port, TestTenant tenant, String model, boolean stream, Set<String> answered) {
        var body = "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                .formatted(model, stream);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                .header("authorization", "Bearer " + tenant.tenant() + "|" + tenant.project() + "|" + ApiKeyId.next())
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            // An answer whose last byte arrived was settled, or is about to be: only that one moment is open.
            if (response.statusCode() == 200 && (!stream || response.body().endsWith("[DONE]\n\n"))) {
                answered.add(RunningGateway.requestId(response));
            }
        } catch (IOException e) {
            // The gateway was killed under this call; what became of it is what the test asks the ledger.
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
