package dev.maru.platform.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.platform.egress.EgressGuard;
import dev.maru.platform.egress.ScriptedNames;
import dev.maru.testing.process.FreePorts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookClientTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    private final Receiver receiver = new Receiver();
    private final WebhookClient client = new WebhookClient(new EgressGuard(List.of(receiver.allowed())));

    @AfterEach
    void close() throws IOException {
        client.close();
        receiver.close();
    }

    @Test
    void postsTheBodyWithTheHeadersOfTheSpecification() {
        receiver.answers(200, "thanks");

        var answer = send(client, receiver.url());

        assertThat(answer.fault()).isNull();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.excerpt()).isEqualTo("thanks");
        assertThat(receiver.received)
                .containsExactly(new Receiver.Received(
                        "whd_1", "1772366400", "v1,abc", "application/json; charset=UTF-8", "{\"가\":1}"));
    }

    @Test
    void takesEveryStatusBelow300ForAYesAndNothingElse() {
        for (int status : List.of(200, 202, 204)) {
            receiver.answers(status, "");
            assertThat(send(client, receiver.url()).fault()).isNull();
        }
        for (int status : List.of(400, 401, 404, 429, 500, 503)) {
            receiver.answers(status, "no");
            assertThat(send(client, receiver.url()))
                    .returns(DeliveryFault.REFUSED, WebhookAnswer::fault)
                    .returns(status, WebhookAnswer::status);
        }
        receiver.answers(410, "");
        assertThat(send(client, receiver.url()).fault()).isEqualTo(DeliveryFault.GONE);
    }

    @Test
    void followsNoRedirect() {
        receiver.answers((exchange, request) -> {
            exchange.getResponseHeaders().add("Location", receiver.url());
            Receiver.status(exchange, 307, "");
        });

        assertThat(send(client, receiver.url()).fault()).isEqualTo(DeliveryFault.REDIRECTED);
        assertThat(receiver.received).hasSize(1);
    }

    @Test
    void readsTheBeginningOfAnAnswerThatDoesNotEnd() {
        receiver.answers((exchange, request) -> {
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                while (true) {
                    out.write("0123456789abcde\0".repeat(64).getBytes(StandardCharsets.UTF_8));
                }
            }
        });

        var answer = send(client, receiver.url());

        assertThat(answer.fault()).isNull();
        assertThat(answer.excerpt()).hasSize(AnswerExcerpt.BYTES).startsWith("0123456789abcde\uFFFD0");
        assertThat(answer.duration()).isLessThan(WebhookClient.TOTAL);
    }

    @Test
    void givesUpOnAReceiverThatDoesNotAnswer() throws IOException {
        var never = new CountDownLatch(1);
        receiver.answers((exchange, request) -> await(never));
        try (var impatient = new WebhookClient(new EgressGuard(List.of(receiver.allowed())), Duration.ofMillis(300))) {
            assertThat(send(impatient, receiver.url()).fault()).isEqualTo(DeliveryFault.TIMEOUT);
        } finally {
            never.countDown();
        }
    }

    /** Each byte comes before any silence is too long: only the limit of the whole ends it. */
    @Test
    void givesUpOnAnAnswerThatDripsForEver() throws IOException {
        receiver.answers((exchange, request) -> {
            exchange.sendResponseHeaders(200, 0);
            var out = exchange.getResponseBody();
            while (true) {
                out.write('.');
                out.flush();
                LockSupport.parkNanos(20_000_000);
            }
        });
        try (var impatient = new WebhookClient(new EgressGuard(List.of(receiver.allowed())), Duration.ofMillis(500))) {
            var answer = send(impatient, receiver.url());

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.excerpt()).matches("\\.+");
        }
    }

    @Test
    void readsHowLongItShallWait() {
        receiver.answers((exchange, request) -> {
            exchange.getResponseHeaders().add("Retry-After", "77");
            Receiver.status(exchange, 429, "");
        });

        assertThat(send(client, receiver.url()).retryAfter()).isEqualTo(Duration.ofSeconds(77));
    }

    @Test
    void saysWhyNoAnswerCame() throws IOException {
        int nobody = FreePorts.next();
        try (var others = new WebhookClient(new EgressGuard(List.of("127.0.0.0/8")));
                var rude = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerPlainly(rude));
            assertThat(send(others, "http://127.0.0.1:" + nobody + "/").fault()).isEqualTo(DeliveryFault.NOT_CONNECTED);
            assertThat(send(others, "http://no-such-host.invalid/").fault()).isEqualTo(DeliveryFault.UNKNOWN_HOST);
            assertThat(send(others, "https://127.0.0.1:" + rude.getLocalPort() + "/")
                            .fault())
                    .isEqualTo(DeliveryFault.NOT_TRUSTED);
            assertThat(send(others, "http://127.0.0.1:" + rude.getLocalPort() + "/")
                            .fault())
                    .isEqualTo(DeliveryFault.BROKEN);
        }
    }

    /** To the first with something that is not TLS, to the second with nothing. */
    private static void answerPlainly(ServerSocket server) {
        try (var first = server.accept()) {
            first.getOutputStream().write("hello, who are you?\n".getBytes(StandardCharsets.UTF_8));
            first.getInputStream().transferTo(OutputStream.nullOutputStream());
            server.accept().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void reachesNoPrivateAddress() throws IOException {
        try (var strict = new WebhookClient(new EgressGuard(List.of()))) {
            for (var url : List.of(
                    receiver.url(),
                    "http://localhost:" + receiver.port() + "/",
                    "http://169.254.169.254/latest/meta-data",
                    "http://10.0.0.1/",
                    "http://[::1]:" + receiver.port() + "/",
                    "http://[::ffff:127.0.0.1]:" + receiver.port() + "/")) {
                assertThat(send(strict, url).fault()).as(url).isEqualTo(DeliveryFault.EGRESS_REFUSED);
            }
        }
        assertThat(receiver.received).isEmpty();
    }

    /** The name is looked up once per request, by the guard; what it allowed is what is connected to. */
    @Test
    void isNotLedAstrayByANameThatChangesItsAddress() throws IOException {
        var names = new ScriptedNames("127.0.0.1", "10.0.0.1", "169.254.169.254");
        var url = "http://rebound.example:" + receiver.port() + "/";
        try (var guarded = new WebhookClient(names.guard("127.0.0.1/32"))) {
            assertThat(send(guarded, url).fault()).isNull();
            assertThat(send(guarded, url).fault()).isEqualTo(DeliveryFault.EGRESS_REFUSED);
            assertThat(send(guarded, url).fault()).isEqualTo(DeliveryFault.EGRESS_REFUSED);
        }
        assertThat(receiver.received).hasSize(1);
        assertThat(names.asked()).isEqualTo(3);
    }

    private static WebhookAnswer send(WebhookClient client, String url) {
        return client.send(new WebhookRequest(URI.create(url), "whd_1", AT, "v1,abc", "{\"가\":1}"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
