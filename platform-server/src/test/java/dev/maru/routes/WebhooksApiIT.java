package dev.maru.routes;

import static dev.maru.routes.ApiTenant.assertInvalid;
import static dev.maru.routes.ApiTenant.assertProblem;
import static dev.maru.routes.ApiTenant.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.maru.testing.process.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Webhooks over the management API, with the program's own worker and a receiver. */
class WebhooksApiIT {
    private static final BlockingQueue<Received> RECEIVED = new LinkedBlockingQueue<>();
    private static ApiTenant tenant;
    private static HttpServer server;
    private static String webhooks;
    private static String url;

    record Received(String id, String timestamp, String signature, String body) {}

    @BeforeAll
    static void settle() throws IOException {
        tenant = new ApiTenant("marten44");
        webhooks = tenant.project + "/webhooks";
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/told", exchange -> {
            try (exchange) {
                var headers = exchange.getRequestHeaders();
                RECEIVED.add(new Received(
                        headers.getFirst("webhook-id"),
                        headers.getFirst("webhook-timestamp"),
                        headers.getFirst("webhook-signature"),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
                exchange.sendResponseHeaders(204, -1);
            }
        });
        server.createContext("/hook", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(204, -1);
            }
        });
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    @AfterAll
    static void stop() {
        server.stop(0);
        tenant.close();
    }

    @Test
    void tellsAReceiverOfAReleaseAndShowsHowItWent() throws Exception {
        var made = tenant.owner.post(
                webhooks,
                Map.of(
                        "url",
                        url.replace("/hook", "/told"),
                        "eventTypes",
                        List.of("prompt.label.moved"),
                        "folder",
                        "told"));
        var path = webhooks + "/" + text(made, "/webhook/id");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.headers()).contains(path);
        tenant.owner.post(
                tenant.project + "/prompts",
                Map.of("name", "told/reply", "prompt", "not for others", "labels", List.of("production")));

        var received = RECEIVED.poll(20, TimeUnit.SECONDS);

        assertThat(received).isNotNull();
        assertThat(received.signature()).isEqualTo(signature(text(made, "/secret"), received));
        var body = JsonMapper.shared().readTree(received.body());
        assertThat(body.get("type").asString()).isEqualTo("prompt.label.moved");
        assertThat(body.at("/data/prompt/name").asString()).isEqualTo("told/reply");
        assertThat(body.at("/data/label").asString()).isEqualTo("production");
        assertThat(body.at("/data/to").asInt()).isEqualTo(1);
        assertThat(received.body()).doesNotContain("not for others");
        var delivery = path + "/deliveries/" + received.id();
        Await.until(
                "the attempt is written down",
                () -> tenant.owner.get(delivery).body().contains("\"delivered\""));
        assertThat(tenant.owner.get(delivery).json().at("/attempts/0/status").asInt())
                .isEqualTo(204);
        assertThat(tenant.owner.get(delivery).json().at("/body").asString()).isEqualTo(received.body());
        assertThat(text(tenant.owner.get(path + "/deliveries"), "/items/0/id")).isEqualTo(received.id());

        assertThat(tenant.owner.post(delivery + "/redeliver", null).status()).isEqualTo(202);
        var again = RECEIVED.poll(20, TimeUnit.SECONDS);
        assertThat(again).isNotNull();
        assertThat(again.id()).isEqualTo(received.id());
        assertThat(tenant.owner.delete(path).status()).isEqualTo(204);
        assertThat(tenant.owner.get(delivery).status()).isEqualTo(404);
    }

    @Test
    void showsASecretOnceAndNowhereElse() {
        var made = tenant.owner.post(webhooks, Map.of("url", url, "eventTypes", List.of("prompt.version.created")));
        var path = webhooks + "/" + text(made, "/webhook/id");
        var rotated = tenant.owner.post(path + "/rotate", Map.of("overlap", "PT1H"));

        assertThat(text(rotated, "/webhook/oldSecretUntil")).isNotEmpty();
        for (var secret : List.of(text(made, "/secret"), text(rotated, "/secret"))) {
            assertThat(secret).startsWith("whsec_");
            for (var read : List.of(webhooks, path, path + "/deliveries", tenant.tenant + "/audit?limit=200")) {
                assertThat(tenant.owner.get(read).body()).doesNotContain(secret.substring(6));
            }
        }
        assertInvalid(tenant.owner.post(path + "/rotate", Map.of("overlap", "P8D")), "overlap");
        assertThat(tenant.owner.get(tenant.tenant + "/audit?limit=200").body())
                .contains("webhook.created", "webhook.secret_rotated");
    }

    @Test
    void pausesAndResumes() {
        var made = tenant.owner.post(webhooks, Map.of("url", url, "eventTypes", List.of("prompt.version.created")));
        var path = webhooks + "/" + text(made, "/webhook/id");

        var paused = tenant.owner.patch(path, Map.of("version", 0, "state", "paused"));
        assertThat(text(paused, "/pauseReason")).isEqualTo("by_hand");
        assertProblem(tenant.owner.post(path + "/test", null), 409, "webhook-paused");
        assertProblem(tenant.owner.patch(path, Map.of("version", 0, "state", "active")), 409, "stale-version");
        assertThat(text(tenant.owner.patch(path, Map.of("version", 1, "state", "active")), "/state"))
                .isEqualTo("active");
        assertThat(tenant.owner.post(path + "/test", null).status()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {"eventTypes":["prompt.label.moved"]}                                             | url
                {"url":"hooks.example","eventTypes":["prompt.label.moved"]}                       | url
                {"url":"https://127.0.0.1/"}                                                      | eventTypes
                {"url":"https://127.0.0.1/","eventTypes":[]}                                      | eventTypes
                {"url":"https://127.0.0.1/","eventTypes":["no.such"]}                             | eventTypes
                {"url":"https://127.0.0.1/","eventTypes":[null]}                                  | eventTypes[0]
                {"url":"https://127.0.0.1/","eventTypes":["prompt.label.moved"],"folder":"\\u0000"} | folder
            """)
    void saysWhatIsWrongWithANewWebhook(String body, String field) {
        assertInvalid(tenant.owner.post(webhooks, JsonMapper.shared().readTree(body)), field);
    }

    @Test
    void refusesPrivateAddresses() {
        for (var address : List.of("https://10.0.0.1/", "https://169.254.169.254/", "https://[::1]/")) {
            var answer =
                    tenant.owner.post(webhooks, Map.of("url", address, "eventTypes", List.of("prompt.label.moved")));
            assertProblem(answer, 422, "egress-refused");
        }
    }

    private static String signature(String secret, Received received) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
        var signed = received.id() + "." + received.timestamp() + "." + received.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }
}
