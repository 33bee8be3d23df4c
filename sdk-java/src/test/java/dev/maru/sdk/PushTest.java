package dev.maru.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What Maru tells clients, and what they do when nobody tells them. */
class PushTest extends SdkTest {
    private static final String MOVED =
            "{\"prompt\":\"prm_1\",\"name\":\"%s\",\"label\":\"production\",\"from\":1,\"to\":2}";

    private int probes;

    private MaruClient listening(UnaryOperator<MaruClientBuilder> settings) {
        var client = client(builder -> settings.apply(builder.push(true)));
        maru.prompt("first").text(1, "first").label("production", 1);
        client.getPrompt("first");
        awaitListening(client);
        return client;
    }

    private MaruClient listening() {
        return listening(builder -> builder);
    }

    private void awaitListening(MaruClient client) {
        Await.until("the stream", () -> client.metrics().isListening() && maru.openStreams() == 1);
    }

    /** Returns once the client has read what was pushed up to now. */
    private void heard(MaruClient client) {
        var probe = "probe-" + ++probes;
        var options = PromptOptions.defaults().withFallback(PromptBody.text("own"));
        client.getPrompt(probe, options);
        maru.push("prompt-changed", "{\"name\":\"%s\"}".formatted(probe));
        // Time stands still, so nothing but the push makes the client ask for what was not there.
        Await.until("the push", () -> {
            client.getPrompt(probe, options);
            return fetchesOf(probe) > 1;
        });
    }

    private int fetchesOf(String name) {
        return maru.asked(asked -> asked.path().startsWith("/v1/prompts/" + name + "?"))
                .size();
    }

    private static void awaitVersion(MaruClient client, String name, int version) {
        Await.until(name + " in version " + version, () -> {
            var prompt = client.getPrompt(name);
            return prompt.version() == version && !prompt.isStale();
        });
    }

    @Test
    void seesAMovedLabelAtOnce() {
        maru.prompt("인사/👋").text(1, "one").text(2, "two").label("production", 1);
        var client = listening();
        client.getPrompt("인사/👋");
        maru.prompt("인사/👋").label("production", 2);

        maru.push("label-moved", MOVED.formatted("인사/👋"));

        awaitVersion(client, "인사/👋", 2);
    }

    @Test
    void asksOnlyAboutThePromptThatChanged() {
        maru.prompt("p").text(1, "one").text(2, "two").label("production", 1);
        maru.prompt("p/q").text(1, "one").label("production", 1);
        var client = listening();
        client.getPrompt("p");
        client.getPrompt("p/q");
        maru.prompt("p").label("production", 2);

        maru.push("label-moved", MOVED.formatted("p"));

        awaitVersion(client, "p", 2);
        assertThat(fetchesOf("p%2Fq")).isEqualTo(1);
    }

    @Test
    void forgetsADeletedPromptWithItsVersions() {
        maru.prompt("p").text(1, "one").label("production", 1);
        var client = listening();
        client.getPrompt("p");
        client.getPrompt("p", PromptOptions.version(1));
        maru.delete("p");

        maru.push("prompt-deleted", "{\"prompt\":\"prm_1\",\"name\":\"p\"}");

        var options = PromptOptions.defaults().withFallback(PromptBody.text("own"));
        var version = PromptOptions.version(1).withFallback(PromptBody.text("own"));
        Await.until("the label gone", () -> client.getPrompt("p", options).isFallback());
        Await.until("the version gone", () -> client.getPrompt("p", version).isFallback());
    }

    @Test
    void seesAPromptThatIsMadeWhileItIsMissed() {
        var options = PromptOptions.defaults().withFallback(PromptBody.text("own"));
        var client = listening();
        assertThat(client.getPrompt("p", options).isFallback()).isTrue();
        maru.prompt("p").text(1, "one").label("production", 1);

        maru.push("version-created", "{\"prompt\":\"prm_1\",\"name\":\"p\",\"version\":1}");

        Await.until("the prompt", () -> !client.getPrompt("p", options).isFallback());
    }

    @Test
    void asksOnceMoreALittleLaterInCaseAnotherReplicaAnswered() {
        maru.prompt("p").text(1, "one").text(2, "two").label("production", 1);
        var client = listening();
        client.getPrompt("p");
        maru.push("label-moved", MOVED.formatted("p"));
        Await.until(
                "an answer from before",
                () -> fetchesOf("p") == 2 && !client.getPrompt("p").isStale());
        maru.prompt("p").label("production", 2);
        assertThat(client.getPrompt("p").version()).isEqualTo(1);

        time.advance(Revalidation.SETTLED);

        awaitVersion(client, "p", 2);
        assertThat(fetchesOf("p")).isEqualTo(3);
    }

    @Test
    void asksAgainWhenAChangeOvertakesAnAnswer() {
        maru.prompt("p").text(1, "one").text(2, "two").label("production", 1);
        var client = listening();
        client.getPrompt("p");
        heard(client);
        time.advance(Duration.ofSeconds(1));
        maru.hold();
        client.getPrompt("p", PromptOptions.defaults().withTtl(Duration.ofSeconds(1)));
        Await.until("the question", () -> fetchesOf("p") == 2);
        int others = fetchesOf("first");
        maru.push("label-moved", MOVED.formatted("p"));
        maru.push("prompt-changed", "{\"name\":\"first\"}");
        Await.until("both pushes", () -> fetchesOf("first") > others);
        maru.prompt("p").label("production", 2);
        maru.release();

        awaitVersion(client, "p", 2);
        assertThat(fetchesOf("p")).isEqualTo(3);
    }

    @Test
    void asksAboutEverythingAfterAReconnect() {
        maru.prompt("p").text(1, "one").text(2, "two").label("production", 1);
        var client = listening();
        client.getPrompt("p");
        maru.endStreams();
        Await.until("the end", () -> !client.metrics().isListening());
        maru.prompt("p").label("production", 2);
        assertThat(client.getPrompt("p").version()).isEqualTo(1);

        time.advance(Duration.ofSeconds(1));

        awaitListening(client);
        awaitVersion(client, "p", 2);
    }

    @Test
    void asksAboutEverythingWhenMaruLostTrack() {
        maru.prompt("p").text(1, "one").text(2, "two").label("production", 1);
        var client = listening();
        client.getPrompt("p");
        maru.prompt("p").label("production", 2);

        maru.push("reset", "{}");
        maru.push("reset", "{}");

        awaitVersion(client, "p", 2);
    }

    @Test
    void takesAnEventOfALaterMaruForAChange() {
        maru.prompt("p").text(1, "one").text(2, "two").label("production", 1);
        var client = listening();
        client.getPrompt("p");
        maru.prompt("p").label("production", 2);

        maru.push("prompt-renumbered", "{\"name\":\"p\",\"more\":[1]}");

        awaitVersion(client, "p", 2);
    }

    @Test
    void comesBackLessAndLessOften() {
        maru.prompt("p").text(1, "one").label("production", 1);
        maru.refuseStreams(FakeMaru.Answer.problem(503, "temporarily-unavailable", "Later."));
        var client = client(builder -> builder.push(true));
        client.getPrompt("p");

        for (int attempt = 1; attempt <= 8; attempt++) {
            int expected = attempt;
            Await.until("attempt " + attempt, () -> delaysOfAttempts() >= expected);
            time.advance(PromptEvents.LONGEST_DELAY);
        }

        assertThat(time.delays().stream().filter(delay -> !delay.equals(PromptEvents.QUIET_LIMIT)))
                .startsWith(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(16),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30));
    }

    private long delaysOfAttempts() {
        return time.delays().stream()
                .filter(delay -> !delay.equals(PromptEvents.QUIET_LIMIT))
                .count();
    }

    @Test
    void comesBackRarelyWhereItIsRefused() {
        maru.prompt("p").text(1, "one").label("production", 1);
        maru.refuseStreams(FakeMaru.Answer.problem(403, "forbidden", "No."));
        client(builder -> builder.push(true)).getPrompt("p");

        Await.until("the pause", () -> time.delays().contains(PromptEvents.LONGEST_DELAY));
    }

    @Test
    void eachClientComesBackAtAnotherMoment() {
        var client = listening(builder -> {
            builder.random = () -> 0.5;
            return builder;
        });
        maru.endStreams();

        Await.until("the pause", () -> time.delays().contains(Duration.ofMillis(750)));
        assertThat(client.metrics().isListening()).isFalse();
    }

    @Test
    void leavesAStreamOnWhichNothingIsHeard() {
        var client = listening();
        time.advance(PromptEvents.QUIET_LIMIT.minusSeconds(1));
        maru.sendRaw(": still here\n\n");
        heard(client);
        time.advance(Duration.ofSeconds(1));
        assertThat(client.metrics().isListening()).isTrue();

        time.advance(PromptEvents.QUIET_LIMIT.minusSeconds(1));
        assertThat(client.metrics().isListening()).isFalse();

        time.advance(PromptEvents.LONGEST_DELAY);
        Await.until("another stream", () -> maru.asked(FakeMaru.Asked::isStream).size() == 2);
    }

    @Test
    void remembersTheLastEventIfEventsAreNumbered() {
        var client = listening();
        maru.sendRaw("id: 42\nevent: prompt-changed\ndata: {\"name\":\"first\"}\n\n");
        heard(client);
        maru.endStreams();
        Await.until("the end", () -> !client.metrics().isListening());
        time.advance(Duration.ofSeconds(1));
        awaitListening(client);

        assertThat(maru.asked(FakeMaru.Asked::isStream).get(1).headers()).containsEntry("Last-Event-ID", "42");
    }

    @Test
    void letsGoOfTheStreamWhenClosed() {
        var client = listening();
        client.close();

        Await.until("the client has left", () -> {
            maru.sendRaw(": still here\n\n");
            return maru.openStreams() == 0;
        });
    }
}
