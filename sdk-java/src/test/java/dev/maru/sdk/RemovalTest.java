package dev.maru.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to copies when Maru says no. */
class RemovalTest extends SdkTest {
    @TempDir
    Path folder;

    @Test
    void forgetsAPromptWhoseLabelIsGone() throws IOException {
        maru.prompt("p").text(1, "one").label("production", 1);
        var client = clientOnDisk(folder);
        client.getPrompt("p");
        maru.prompt("p").unlabel("production");
        time.advance(TTL);
        client.getPrompt("p");
        Await.until("the news", () -> count(client, CacheEvent.NOT_FOUND) == 1);

        assertThatThrownBy(() -> client.getPrompt("p"))
                .isInstanceOfSatisfying(PromptNotFoundException.class, e -> {
                    assertThat(e.status()).isEqualTo(404);
                    assertThat(e.code()).isEqualTo("prompt-not-found");
                    assertThat(e.requestId()).isEqualTo("req_1");
                })
                .hasMessage("There is no such label or version.");
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
        maru.stop();
        time.advance(Duration.ofDays(1));
        assertThatThrownBy(() -> client.getPrompt("p")).isInstanceOf(MaruUnavailableException.class);
    }

    @Test
    void servesTheFallbackForAPromptThatIsGone() {
        var options = PromptOptions.defaults().withFallback(PromptBody.text("own"));

        assertThat(client().getPrompt("p", options).isFallback()).isTrue();
    }

    @Test
    void keepsThePromptIfThatIsWanted() {
        maru.prompt("p").text(1, "one").label("production", 1);
        var client =
                client(builder -> builder.removedPrompts(RemovedPrompts.KEEP).cacheFolder(folder));
        client.getPrompt("p");
        maru.delete("p");
        time.advance(TTL);
        client.getPrompt("p");
        Await.until("the news", () -> count(client, CacheEvent.NOT_FOUND) == 1);

        var longer = PromptOptions.defaults().withTtl(Duration.ofDays(1));
        assertThat(client.getPrompt("p", longer).isStale()).isTrue();
        var restarted =
                client(builder -> builder.removedPrompts(RemovedPrompts.KEEP).cacheFolder(folder));
        assertThat(restarted.getPrompt("p").source()).isEqualTo(Prompt.Source.DISK);

        maru.prompt("p").text(2, "two").label("production", 2);
        time.advance(Duration.ofSeconds(30));
        client.getPrompt("p");
        Await.until("the new version", () -> client.getPrompt("p").version() == 2);
    }

    @Test
    void servesNothingToAKeyThatIsNoLongerAccepted() {
        maru.prompt("p").text(1, "one").label("production", 1);
        var client = clientOnDisk(folder);
        client.getPrompt("p");
        maru.answerAlways(FakeMaru.Answer.problem(401, "unauthenticated", "This API key is revoked."));
        time.advance(TTL);
        client.getPrompt("p");
        Await.until("the refusal", () -> count(client, CacheEvent.ERROR) == 1);

        assertThatThrownBy(() -> client.getPrompt("p"))
                .isInstanceOfSatisfying(
                        AccessRefusedException.class,
                        e -> assertThat(e.status()).isEqualTo(401))
                .hasMessage("This API key is revoked.");
    }

    @Test
    void tellsWhatAKeyMayNotDo() {
        maru.answerAlways(FakeMaru.Answer.problem(403, "forbidden", "The key lacks the scope prompts:read."));

        assertThatThrownBy(() -> client().getPrompt("p"))
                .isInstanceOfSatisfying(
                        AccessRefusedException.class,
                        e -> assertThat(e.status()).isEqualTo(403))
                .hasMessageContaining("prompts:read");
    }

    @Test
    void tellsWhatIsWrongWithARequest() {
        maru.answerAlways(FakeMaru.Answer.problem(422, "invalid-field", "label: use 1 to 36 of a-z"));

        assertThatThrownBy(() -> client().getPrompt("p", PromptOptions.label("ÄÖÜ")))
                .isExactlyInstanceOf(MaruException.class)
                .hasMessageContaining("label");
    }

    @Test
    void findsAPromptThatIsMadeLater() {
        var client = client();
        assertThatThrownBy(() -> client.getPrompt("p")).isInstanceOf(PromptNotFoundException.class);
        maru.prompt("p").text(1, "one").label("production", 1);
        time.advance(Duration.ofSeconds(1));

        assertThat(client.getPrompt("p").text()).isEqualTo("one");
    }
}
