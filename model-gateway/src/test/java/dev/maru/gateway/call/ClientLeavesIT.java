package dev.maru.gateway.call;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.id.ApiKeyId;
import dev.maru.gateway.app.RunningGateway;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.process.Await;
import dev.maru.testing.provider.Billed;
import dev.maru.testing.provider.Reply.Answer;
import dev.maru.testing.provider.ScriptedProvider;
import dev.maru.testing.provider.Usage;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/** Clients that leave in the middle: what they used is charged all the same. */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientLeavesIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int CHUNKS = 6;

    private RunningGateway gateway;
    private ScriptedProvider provider;
    private TestTenant tenant;
    private String model;

    @BeforeAll
    void start(TestDatabase database) {
        gateway = RunningGateway.start(database, "--maru.gateway.drain-timeout=5s");
        provider = ScriptedProvider.start();
        tenant = TestTenants.create(database, "leaving");
        gateway.connect(tenant, "drained", provider.baseUrl(), DisconnectPolicy.DRAIN);
        gateway.connect(tenant, "aborted", provider.baseUrl(), DisconnectPolicy.ABORT);
        model = JSON.readTree(gateway.get(tenant, "/v1/models").body())
                .at("/data")
                .valueStream()
                .map(listed -> listed.path("id").asString())
                .filter(id -> id.startsWith("drained/"))
                .findFirst()
                .orElseThrow()
                .substring("drained/".length());
    }

    @AfterAll
    void stop() {
        gateway.close();
        provider.close();
    }

    @BeforeEach
    void reset() {
        provider.reset();
    }

    /** Leaves with a reset once so many pieces of the answer have arrived; returns the request's id. */
    private String leaveAfter(int chunks, String connection) throws IOException {
        var body = "{\"model\":\"%s/%s\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                .formatted(connection, model);
        try (var socket = new Socket("127.0.0.1", gateway.port())) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream()
                    .write(("POST /v1/chat/completions HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer "
                                    + tenant.tenant()
                                    + "|" + tenant.project() + "|" + ApiKeyId.next() + "\r\ncontent-length: "
                                    + body.length() + "\r\n\r\n" + body)
                            .getBytes(US_ASCII));
            var received = new StringBuilder();
            var buffer = new byte[4_096];
            while (received.toString().split("word", -1).length <= chunks) {
                int count = socket.getInputStream().read(buffer);
                assertThat(count).isPositive();
                received.append(new String(buffer, 0, count, UTF_8));
            }
            return received.toString()
                    .lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("x-request-id:"))
                    .findFirst()
                    .orElseThrow()
                    .substring("x-request-id:".length())
                    .strip();
        }
    }

    private Map<String, Object> ledger(String requestId) {
        return gateway.rows("ledger", requestId, 1).getFirst();
    }

    @Test
    void readsTheRestForItsUsageWhereverTheClientLeaves() throws IOException {
        for (int chunks = 1; chunks < CHUNKS; chunks++) {
            provider.script(
                    Answer.ofWords(CHUNKS).withDelay(Duration.ofMillis(60)).withUsage(Usage.of(21, 17)));

            var request = leaveAfter(chunks, "drained");

            assertThat(ledger(request))
                    .as("left after %s", chunks)
                    .containsEntry("state", "exact")
                    .containsEntry("uncached_input_tokens", 21L)
                    .containsEntry("output_tokens", 17L);
            assertThat(gateway.rows("call", request, 1).getFirst())
                    .containsEntry("outcome", "aborted")
                    .containsEntry("status", 499);
            assertThat(gateway.rows("attempt", request, 1).getFirst()).containsEntry("outcome", "aborted");
        }
        assertThat(provider.awaitBilled(CHUNKS - 1))
                .allSatisfy(bill -> assertThat(bill.outcome()).isEqualTo(Billed.Outcome.COMPLETED));
    }

    @Test
    void stopsASelfHostedEngineAtOnceAndCountsForItself() throws IOException {
        provider.script(Answer.ofWords(200).withDelay(Duration.ofMillis(40)));

        var request = leaveAfter(2, "aborted");

        provider.awaitDisconnect(provider.lastRequest().number());
        assertThat(ledger(request)).containsEntry("state", "estimated");
        assertThat((Long) ledger(request).get("output_tokens")).isBetween(2L, 100L);
        assertThat(gateway.rows("call", request, 1).getFirst()).containsEntry("outcome", "aborted");
    }

    @Test
    void stopsReadingOnOnceItsTimeForThatIsUp() throws IOException {
        provider.script(Answer.ofWords(400).withDelay(Duration.ofMillis(50)));

        var request = leaveAfter(1, "drained");

        Await.until("the gateway to give the rest up", Duration.ofSeconds(20), () -> provider.running() == 0);
        assertThat(ledger(request)).containsEntry("state", "estimated");
        assertThat(gateway.rows("attempt", request, 1).getFirst()).containsEntry("error_code", "client_closed_request");
    }

    @Test
    void leavesNothingUnsettled() throws IOException {
        provider.script(Answer.ofWords(CHUNKS).withDelay(Duration.ofMillis(20)));
        leaveAfter(1, "drained");
        provider.awaitQuiet();

        Await.until("every attempt to be in the ledger once", () -> {
            var attempts =
                    gateway.select("select count(*) as n from gateway.attempt").getFirst();
            var ledger = gateway.select("select count(*) as n, count(distinct request_id) as d from gateway.ledger")
                    .getFirst();
            return RunningGateway.number(attempts, "n") == RunningGateway.number(ledger, "n")
                    && RunningGateway.number(ledger, "n") == RunningGateway.number(ledger, "d");
        });
    }
}
