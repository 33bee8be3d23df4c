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
import dev.maru.testing.provider.Endpoint;
import dev.maru.testing.provider.Reply.Answer;
import dev.maru.testing.provider.ScriptedProvider;
import dev.maru.testing.provider.Usage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is told to stop while it streams. */
@DatabaseTest
class GatewayStopIT {
    private static final int STREAMS = 100;

    @TempDir
    private Path home;

    @Test
    void letsEveryStreamEndAndLeavesNothingInTheSpool(TestDatabase database) throws Exception {
        var tenant = TestTenants.create(database, "stopped");
        try (var provider = ScriptedProvider.start();
                var http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            String model;
            try (var gateway = RunningGateway.start(database, "--maru.home=" + home)) {
                gateway.connect(tenant, "scripted", provider.baseUrl(), DisconnectPolicy.DRAIN);
                gateway.price(tenant, "3", "0.3", "15");
                var models = gateway.get(tenant, "/v1/models").body();
                model = models.substring(models.indexOf("scripted/"), models.indexOf('"', models.indexOf("scripted/")));
            }
            provider.reset();
            provider.always(
                    Endpoint.CHAT,
                    Answer.ofWords(30).withDelay(Duration.ofMillis(100)).withUsage(Usage.of(40, 6)));

            try (var program = GatewayProcess.start(database, home)) {
                program.awaitReady();
                var streams = new ArrayList<CompletableFuture<HttpResponse<String>>>();
                for (int i = 0; i < STREAMS; i++) {
                    streams.add(http.sendAsync(stream(program, tenant, model), HttpResponse.BodyHandlers.ofString()));
                }
                Await.until(
                        "all streams at the provider",
                        Duration.ofSeconds(30),
                        () -> provider.requests().size() == STREAMS);

                program.terminate();

                for (var stream : streams) {
                    var response = stream.get();
                    assertThat(response.statusCode()).isEqualTo(200);
                    assertThat(response.body()).endsWith("data: [DONE]\n\n");
                }
                Await.until("the gateway to end", Duration.ofSeconds(30), () -> !program.alive());
            }
            var ledger = RunningGateway.select(
                            database,
                            "select count(*) as n, sum(uncached_input_tokens) as input, sum(output_tokens) as output"
                                    + " from gateway.ledger where state = 'exact'")
                    .getFirst();
            assertThat(RunningGateway.number(ledger, "n")).isEqualTo(STREAMS);
            assertThat(RunningGateway.number(ledger, "input")).isEqualTo(40L * STREAMS);
            assertThat(RunningGateway.number(ledger, "output")).isEqualTo(6L * STREAMS);
            try (var left = Files.list(home.resolve("spool"))) {
                assertThat(left.filter(Files::isDirectory)).isEmpty();
            }
        }
    }

    private static HttpRequest stream(GatewayProcess program, TestTenant tenant, String model) {
        var body = "{\"model\":\"%s\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                .formatted(model);
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + program.port() + "/v1/chat/completions"))
                .header("authorization", "Bearer " + tenant.tenant() + "|" + tenant.project() + "|" + ApiKeyId.next())
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
