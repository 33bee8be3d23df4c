package dev.maru.testing.provider;

import static dev.maru.testing.provider.ProviderClient.CHAT;
import static dev.maru.testing.provider.ProviderClient.STREAM;
import static dev.maru.testing.provider.ProviderClient.STREAM_WITH_USAGE;
import static dev.maru.testing.provider.ProviderClient.data;
import static dev.maru.testing.provider.ProviderClient.events;
import static dev.maru.testing.provider.ProviderClient.json;
import static dev.maru.testing.provider.ProviderClient.readUntil;
import static dev.maru.testing.provider.ProviderClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.testing.provider.Billed.Outcome;
import dev.maru.testing.provider.Reply.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderFaultsTest {
    private static final Answer TEN_WORDS = Answer.ofWords(10);

    private final ScriptedProvider provider = ScriptedProvider.start();
    private final ProviderClient client = new ProviderClient(provider);

    @AfterEach
    void close() {
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 429, 500, 503, 529})
    void statusesComeWithTheProvidersErrorAndAreNotBilled(int status) throws Exception {
        provider.script(Reply.Status.of(status));
        provider.script(Endpoint.MESSAGES, Reply.Status.of(status));

        var openAi = client.chat(CHAT);
        var anthropic = client.post("/messages", CHAT);

        assertThat(openAi.statusCode()).isEqualTo(status);
        assertThat(json(openAi).at("/error/type").isString()).isTrue();
        assertThat(json(anthropic).path("type").stringValue()).isEqualTo("error");
        assertThat(provider.billed()).isEmpty();
    }

    @Test
    void statusesCarryHeadersAndBodies() throws Exception {
        provider.script(
                Reply.Status.tooManyRequests(Duration.ofSeconds(7)),
                Reply.Status.of(502).withHeader("content-type", "text/html").withBody("<html>bad gateway</html>"));

        assertThat(client.chat(CHAT).headers().firstValue("retry-after")).contains("7");
        var html = client.chat(CHAT);
        assertThat(html.headers().firstValue("content-type")).contains("text/html");
        assertThat(html.body()).startsWith("<html>");
    }

    @Test
    void refusesAndResetsBeforeTheHeaders() throws Exception {
        provider.script(new Reply.Refuse(), new Reply.Reset());

        try (var socket = client.raw(CHAT)) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        try (var socket = client.raw(CHAT)) {
            assertThatThrownBy(() -> socket.getInputStream().read()).hasMessageContaining("reset");
        }
        assertThat(provider.requests()).hasSize(2);
        assertThat(provider.billed()).isEmpty();
    }

    @Test
    void canCloseAndReopenItsPort() throws Exception {
        provider.refuseConnections();
        assertThatThrownBy(() -> client.raw(CHAT)).isInstanceOf(ConnectException.class);

        provider.acceptConnections();
        assertThat(client.chat(CHAT).statusCode()).isEqualTo(200);
    }

    @Test
    void aHangingRequestEndsWhenTheClientLeaves() throws Exception {
        provider.script(new Reply.HangBeforeHeaders());

        try (var socket = client.raw(CHAT)) {
            provider.awaitRequests(1);
            assertThat(socket.getInputStream().available()).isZero();
            assertThat(provider.running()).isEqualTo(1);
        }

        assertThat(provider.awaitDisconnect(1)).isAfter(provider.lastRequest().receivedAt());
        provider.awaitQuiet();
        assertThat(provider.billed()).isEmpty();
    }

    @Test
    void aHangingRequestEndsWhenTheProviderCloses() throws Exception {
        provider.script(new Reply.Stall(1, TEN_WORDS));
        try (var socket = client.raw(STREAM)) {
            readUntil(socket, "word0");
            provider.close();

            assertThatThrownBy(() -> readUntil(socket, "[DONE]")).isInstanceOf(IOException.class);
        }
        assertThat(provider.awaitBilled(1))
                .singleElement()
                .extracting(Billed::outcome)
                .isEqualTo(Outcome.BROKEN_BY_PROVIDER);
    }

    @Test
    void billsTheChunksMadeUntilTheClientLeft() throws Exception {
        provider.script(new Reply.Stall(4, TEN_WORDS));

        try (var socket = client.raw(STREAM_WITH_USAGE)) {
            readUntil(socket, "word3");
        }

        var billed = provider.awaitBilled(1).getFirst();
        assertThat(billed.outcome()).isEqualTo(Outcome.ABORTED_BY_CLIENT);
        assertThat(billed.usage()).isEqualTo(Usage.of(2, 4));
        assertThat(billed.usageReported()).isFalse();
        assertThat(billed.clientDisconnectedAt()).isNotNull();
    }

    @Test
    void holdsUntilTheTestLetsGo() throws Exception {
        var latch = new CountDownLatch(1);
        provider.script(new Reply.Hold(latch, 2, TEN_WORDS));

        try (var socket = client.raw(STREAM)) {
            readUntil(socket, "word1");
            assertThat(socket.getInputStream()
                            .readNBytes(socket.getInputStream().available()))
                    .asString()
                    .doesNotContain("word2");
            latch.countDown();
            readUntil(socket, "[DONE]");
        }
    }

    @Test
    void headersComeBeforeASlowFirstToken() throws Exception {
        provider.script(new Reply.SlowFirstToken(Duration.ofMinutes(10), TEN_WORDS));

        try (var response = client.open(STREAM).body()) {
            assertThat(response.available()).isZero();
        }

        assertThat(provider.awaitBilled(1).getFirst().usage()).isEqualTo(Usage.of(2, 0));
    }

    @Test
    void cutsAfterAChunk() throws Exception {
        provider.script(
                Reply.CutAfter.chunks(3), Reply.CutAfter.chunks(3), new Reply.CutAfter(2, true, false, TEN_WORDS));

        assertThatThrownBy(() -> client.chat(STREAM)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> client.chat(CHAT)).isInstanceOf(IOException.class);
        try (var socket = client.raw(STREAM)) {
            assertThat(new String(socket.getInputStream().readAllBytes()))
                    .contains("word1")
                    .doesNotContain("word2");
        }
        assertThat(provider.awaitBilled(3)).extracting(Billed::outcome).containsOnly(Outcome.BROKEN_BY_PROVIDER);
        assertThat(provider.billed().getFirst().usage()).isEqualTo(Usage.of(2, 3));
    }

    @Test
    void resetsInTheMiddle() throws Exception {
        provider.script(new Reply.CutAfter(2, false, true, TEN_WORDS));

        try (var socket = client.raw(STREAM)) {
            assertThatThrownBy(() -> readUntil(socket, "[DONE]")).hasMessageContaining("reset");
        }
    }

    @Test
    void sendsABadChunkAndGoesOn() throws Exception {
        provider.script(new Reply.BadChunk(1, TEN_WORDS), new Reply.BadChunk(0, TEN_WORDS));

        var lines = data(client.chat(STREAM).body());
        assertThat(lines).anyMatch(line -> line.endsWith("[{\"del")).endsWith("[DONE]");
        assertThatThrownBy(() -> json(client.chat(CHAT))).hasMessageContaining("Unexpected end-of-input");
    }

    @Test
    void leavesOutTheEndOfTheStream() throws Exception {
        provider.script(new Reply.NoDone(TEN_WORDS));

        var stream = client.chat(STREAM).body();

        assertThat(text(stream)).endsWith("word9");
        assertThat(stream).doesNotContain("[DONE]");
        assertThat(provider.billed())
                .singleElement()
                .extracting(Billed::outcome)
                .isEqualTo(Outcome.COMPLETED);
    }

    @Test
    void sendsErrorsInsideA200() throws Exception {
        provider.script(new Reply.ErrorAsFirstFrame(), new Reply.ErrorAfter(2, TEN_WORDS));
        provider.script(Endpoint.MESSAGES, new Reply.ErrorAsFirstFrame());

        var first = events(client.chat(STREAM).body());
        assertThat(first).singleElement().matches(event -> event.has("error"));
        var later = client.chat(STREAM).body();
        assertThat(text(later)).isEqualTo("word0 word1");
        assertThat(events(later).getLast().has("error")).isTrue();
        assertThat(later).doesNotContain("[DONE]");
        assertThat(client.post("/messages", STREAM).body()).startsWith("event: error\n");
        assertThat(provider.billed()).singleElement().extracting(Billed::usage).isEqualTo(Usage.of(2, 2));
    }

    @Test
    void hidesOrFakesItsUsage() throws Exception {
        provider.script(new Reply.NoUsage(TEN_WORDS), Reply.AbsurdUsage.negative(), Reply.AbsurdUsage.huge());

        assertThat(events(client.chat(STREAM_WITH_USAGE).body()))
                .noneMatch(event -> event.path("usage").isObject());
        assertThat(json(client.chat(CHAT)).at("/usage/prompt_tokens").asLong()).isEqualTo(-5);
        assertThat(json(client.chat(CHAT)).at("/usage/prompt_tokens").asLong()).isEqualTo(Long.MAX_VALUE);
        assertThat(provider.billed())
                .extracting(Billed::usage)
                .containsExactly(Usage.of(2, 10), Usage.of(2, 3), Usage.of(2, 3));
        assertThat(provider.billed()).noneMatch(Billed::usageReported);
    }

    @Test
    void sendsHugeLines() throws Exception {
        provider.script(new Reply.HugeLine(1_000_000), new Reply.HugeLine(1_000_000));

        assertThat(text(client.chat(STREAM).body())).hasSize(1_000_000);
        assertThat(json(client.chat(CHAT)).at("/choices/0/message/content").stringValue())
                .hasSize(1_000_000);
    }

    @Test
    void sendsBombsThatAreSmallOnTheWire() throws Exception {
        provider.script(new Reply.GzipBomb(20_000_000), new Reply.GzipBomb(20_000_000));

        var wholeResponse = client.open(CHAT);
        assertThat(wholeResponse.headers().firstValue("content-encoding")).contains("gzip");
        var zipped = wholeResponse.body().readAllBytes();
        assertThat(zipped).hasSizeLessThan(100_000);
        try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            assertThat(unzipped.transferTo(OutputStream.nullOutputStream())).isGreaterThan(20_000_000);
        }
        try (var unzipped = new GZIPInputStream(client.open(STREAM).body())) {
            assertThat(new String(unzipped.readAllBytes())).endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void splitsEventsInTheMiddleOfCharacters() throws Exception {
        provider.script(Answer.of("안녕", "하세요").inPiecesOf(1));

        assertThat(text(client.chat(STREAM).body())).isEqualTo("안녕하세요");
    }

    @Test
    void aClientThatLeavesAfterDoneHasNotAborted() throws Exception {
        for (int i = 0; i < 50; i++) {
            try (var socket = client.raw(STREAM_WITH_USAGE)) {
                readUntil(socket, "[DONE]");
            }
        }
        provider.awaitQuiet();

        assertThat(provider.billed()).hasSize(50).allMatch(billed -> billed.outcome() == Outcome.COMPLETED);
    }
}
