package dev.maru.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What applications get while Maru cannot be asked. */
class OutageTest extends SdkTest {
    private static final PromptOptions WITH_FALLBACK =
            PromptOptions.defaults().withFallback(PromptBody.text("the caller's own"));

    @TempDir
    Path folder;

    @Test
    void servesFromMemoryHoweverOldItIs() {
        maru.prompt("p").text(1, "one").label("production", 1);
        var client = client();
        client.getPrompt("p");
        maru.stop();
        time.advance(Duration.ofDays(30));

        var rescued = client.getPrompt("p");

        assertThat(rescued.text()).isEqualTo("one");
        assertThat(rescued.source()).isEqualTo(Prompt.Source.STALE);
        assertThat(count(client, CacheEvent.ERROR)).isEqualTo(1);
    }

    @Test
    void servesTheCopyOnDiskAfterARestart() {
        maru.prompt("p").text(1, "one").label("production", 1);
        clientOnDisk(folder).getPrompt("p");
        maru.stop();
        var restarted = clientOnDisk(folder);

        var rescued = restarted.getPrompt("p", WITH_FALLBACK);
        var again = restarted.getPrompt("p");

        assertThat(rescued.text()).isEqualTo("one");
        assertThat(rescued.source()).isEqualTo(Prompt.Source.DISK);
        assertThat(rescued.isStale()).isTrue();
        assertThat(again.source()).isEqualTo(Prompt.Source.DISK);
        assertThat(count(restarted, CacheEvent.DISK)).isEqualTo(2);
        assertThat(count(restarted, CacheEvent.ERROR)).isEqualTo(1);
    }

    @Test
    void prefersAnyCopyToTheFallbackAndTheFallbackToAnException() {
        maru.stop();
        var client = clientOnDisk(folder);

        var fallback = client.getPrompt("p", WITH_FALLBACK);

        assertThat(fallback.text()).isEqualTo("the caller's own");
        assertThat(fallback.isFallback()).isTrue();
        assertThat(fallback.isStale()).isFalse();
        assertThat(fallback.version()).isZero();
        assertThat(count(client, CacheEvent.FALLBACK)).isEqualTo(1);
        assertThatThrownBy(() -> client.getPrompt("p"))
                .isInstanceOfSatisfying(
                        MaruUnavailableException.class,
                        e -> assertThat(e.status()).isZero())
                .hasMessageContaining(maru.url())
                .hasMessageContaining("is it running");
    }

    @Test
    void doesNotAskAgainDuringAPauseThatGrows() {
        maru.prompt("p").text(1, "one").label("production", 1);
        maru.answerAlways(FakeMaru.Answer.problem(503, "temporarily-unavailable", "Try later."));
        var client = client();
        assertThatThrownBy(() -> client.getPrompt("p")).isInstanceOf(MaruUnavailableException.class);
        assertThatThrownBy(() -> client.getPrompt("p")).isInstanceOf(MaruUnavailableException.class);
        assertThat(maru.fetches()).hasSize(1);

        time.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> client.getPrompt("p")).isInstanceOf(MaruUnavailableException.class);
        time.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> client.getPrompt("p")).isInstanceOf(MaruUnavailableException.class);
        assertThat(maru.fetches()).hasSize(2);

        time.advance(Duration.ofSeconds(1));
        maru.answerNormally();
        assertThat(client.getPrompt("p").isStale()).isFalse();
        assertThat(maru.fetches()).hasSize(3);
    }

    @Test
    void doesNotWaitAgainForAServerThatJustFailedIfThereIsSomethingToServe() {
        maru.prompt("p").text(1, "one").label("production", 1);
        var client = client(builder -> builder.timeout(Duration.ofDays(1)));
        client.getPrompt("p");
        maru.answerAlways(FakeMaru.Answer.problem(503, "temporarily-unavailable", "Try later."));
        time.advance(Duration.ofDays(1));
        assertThat(client.getPrompt("p").isStale()).isTrue();
        assertThat(client.getPrompt("q", WITH_FALLBACK).isFallback()).isTrue();
        maru.hold();
        time.advance(Duration.ofSeconds(30));

        assertThat(client.getPrompt("p").isStale()).isTrue();
        assertThat(client.getPrompt("q", WITH_FALLBACK).isFallback()).isTrue();
    }

    @Test
    void comesBackByItselfOnceMaruDoes() {
        maru.prompt("p").text(1, "one").text(2, "two").label("production", 1);
        var client = client();
        client.getPrompt("p");
        maru.stop();
        time.advance(TTL);
        client.getPrompt("p");
        Await.until("the failure", () -> count(client, CacheEvent.ERROR) == 1);
        maru.prompt("p").label("production", 2);
        maru.startAgain();
        time.advance(Duration.ofSeconds(1));

        assertThat(client.getPrompt("p").isStale()).isTrue();
        Await.until("the refresh", () -> count(client, CacheEvent.UPDATED) == 2);

        assertThat(client.getPrompt("p").version()).isEqualTo(2);
        assertThat(client.getPrompt("p").isStale()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Not found</html>", "{\"error\":\"no backend\"}", ""})
    void doesNotTakeTheWordOfAProxyForMarus(String body) {
        maru.prompt("p").text(1, "one").label("production", 1);
        var client = clientOnDisk(folder);
        client.getPrompt("p");
        int errors = 0;
        for (int status : new int[] {404, 401, 403, 302, 200}) {
            maru.answerAlways(new FakeMaru.Answer(status, "text/html", body));
            time.advance(Duration.ofDays(1));
            assertThat(client.getPrompt("p").text()).isEqualTo("one");
            long expected = ++errors;
            Await.until("status " + status, () -> count(client, CacheEvent.ERROR) == expected);
        }
        assertThat(client.getPrompt("p").text()).isEqualTo("one");

        maru.answerAlways(new FakeMaru.Answer(404, "text/html", body));
        assertThatThrownBy(() -> client().getPrompt("p"))
                .isInstanceOf(MaruUnavailableException.class)
                .hasMessageContaining("check the base URL");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givesUpOnAnAnswerThatDoesNotEnd(boolean isBegun) {
        if (isBegun) {
            maru.answerHalf();
        } else {
            maru.hold();
        }
        var client = client(builder -> builder.timeout(Duration.ofMillis(50)));

        assertThatThrownBy(() -> client.getPrompt("p"))
                .isInstanceOf(MaruUnavailableException.class)
                .hasMessageContaining("50 ms");
        assertThatThrownBy(() -> client.render(PromptReference.version("p", 1)))
                .isInstanceOf(MaruUnavailableException.class);
    }

    @Test
    void callersMayWaitForAShorterTimeThanTheRequest() {
        maru.prompt("p").text(1, "one").label("production", 1);
        maru.hold();
        var client = client();

        var hasty = client.getPrompt("p", WITH_FALLBACK.withTimeout(Duration.ofMillis(1)));
        maru.release();
        var patient = client.getPrompt("p");

        assertThat(hasty.isFallback()).isTrue();
        assertThat(patient.text()).isEqualTo("one");
        assertThat(maru.fetches()).hasSize(1);
    }

    @Test
    void repeatsARequestWhoseConnectionClosed() {
        maru.prompt("p").text(1, "one").label("production", 1);
        var client = client();
        maru.dropNext(1);
        assertThat(client.getPrompt("p").source()).isEqualTo(Prompt.Source.MARU);
        maru.dropNext(1);
        assertThat(client.render(PromptReference.version("p", 1)).text()).isEqualTo("rendered");
        maru.dropNext(100);
        assertThatThrownBy(() -> client.render(PromptReference.version("p", 1)))
                .isInstanceOf(MaruUnavailableException.class);
    }
}
