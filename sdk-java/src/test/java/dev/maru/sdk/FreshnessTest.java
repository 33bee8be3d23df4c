package dev.maru.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a client asks Maru, and when it does not. */
class FreshnessTest extends SdkTest {
    @Test
    void servesFromMemoryWithinTheTimeToLive() {
        maru.prompt("p").text(1, "one").label("production", 1);
        var client = client();

        var first = client.getPrompt("p");
        time.advance(TTL.minusNanos(1));
        var second = client.getPrompt("p");

        assertThat(first.source()).isEqualTo(Prompt.Source.MARU);
        assertThat(second).isSameAs(first);
        assertThat(maru.fetches()).hasSize(1);
        assertThat(count(client, CacheEvent.MISS)).isEqualTo(1);
        assertThat(count(client, CacheEvent.HIT)).isEqualTo(1);
    }

    @Test
    void servesStaleOnceWhileTheNewVersionIsFetched() {
        maru.prompt("p").text(1, "one").text(2, "two").label("production", 1);
        var client = client();
        client.getPrompt("p");
        maru.prompt("p").label("production", 2);
        time.advance(TTL);

        var stale = client.getPrompt("p");
        Await.until("the refresh", () -> count(client, CacheEvent.UPDATED) == 2);
        var fresh = client.getPrompt("p");

        assertThat(stale.isStale()).isTrue();
        assertThat(stale.version()).isEqualTo(1);
        assertThat(fresh.isStale()).isFalse();
        assertThat(fresh.version()).isEqualTo(2);
        assertThat(count(client, CacheEvent.STALE)).isEqualTo(1);
    }

    @Test
    void confirmsAnUnchangedPromptByItsEtag() {
        maru.prompt("p").text(1, "one").label("production", 1);
        var client = client();
        var first = client.getPrompt("p");
        time.advance(TTL);

        client.getPrompt("p");
        Await.until("the confirmation", () -> count(client, CacheEvent.REVALIDATED) == 1);
        var confirmed = client.getPrompt("p");

        assertThat(maru.fetches().get(0).headers()).doesNotContainKey("If-None-Match");
        assertThat(maru.fetches().get(1).headers()).containsEntry("If-None-Match", first.etag());
        assertThat(confirmed).isSameAs(first);
        assertThat(maru.fetches()).hasSize(2);
    }

    @Test
    void refreshesAKeyOnceHoweverManyCallersFindItStale() {
        maru.prompt("p").text(1, "one").label("production", 1);
        var client = client();
        client.getPrompt("p");
        time.advance(TTL);
        maru.hold();

        for (int i = 0; i < 50; i++) {
            assertThat(client.getPrompt("p").isStale()).isTrue();
        }
        maru.release();
        Await.until("the confirmation", () -> count(client, CacheEvent.REVALIDATED) == 1);

        assertThat(maru.fetches()).hasSize(2);
    }

    @Test
    void fetchesOnceForAHundredThreadsThatAskForTheSame() throws InterruptedException {
        maru.prompt("p").text(1, "one").label("production", 1);
        maru.hold();
        var client = client();
        var threads = Executors.newFixedThreadPool(100);
        var ready = new CountDownLatch(100);
        Set<Prompt> served = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 100; i++) {
            threads.execute(() -> {
                ready.countDown();
                served.add(client.getPrompt("p"));
            });
        }
        ready.await();
        Await.until("the one request", () -> !maru.fetches().isEmpty());
        maru.release();
        threads.shutdown();

        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(served).hasSize(1);
        assertThat(maru.fetches()).hasSize(1);
    }

    @Test
    void neverAsksTwiceForAVersion() {
        maru.prompt("p").text(1, "one");
        var client = client();
        var first = client.getPrompt("p", PromptOptions.version(1));
        time.advance(Duration.ofDays(365));

        assertThat(client.getPrompt("p", PromptOptions.version(1))).isSameAs(first);
        assertThat(maru.fetches()).hasSize(1);
    }

    @Test
    void waitsForMaruBeyondTheStaleLimit() {
        maru.prompt("p").text(1, "one").text(2, "two").label("production", 1);
        var client = client(builder -> builder.staleLimit(Duration.ofMinutes(5)));
        client.getPrompt("p");
        maru.prompt("p").label("production", 2);
        time.advance(TTL.plus(Duration.ofMinutes(5)));

        assertThat(client.getPrompt("p").version()).isEqualTo(2);
        assertThat(count(client, CacheEvent.STALE)).isZero();
    }

    @Test
    void asksEachTimeIfNothingMayBeOld() {
        maru.prompt("p").text(1, "one").text(2, "two").label("production", 1);
        var client = client();
        var options = PromptOptions.label("production").withTtl(Duration.ZERO);
        client.getPrompt("p", options);
        maru.prompt("p").label("production", 2);

        assertThat(client.getPrompt("p", options).version()).isEqualTo(2);
    }

    @Test
    void keepsNamesAndSelectorsApart() {
        maru.prompt("a").text(1, "a1").text(2, "a2").label("production", 1).label("staging", 2);
        maru.prompt("b").text(1, "b1").label("production", 1);
        var client = client();
        var texts = new HashSet<String>();

        for (int i = 0; i < 2; i++) {
            texts.add(client.getPrompt("a").text());
            texts.add(client.getPrompt("a", PromptOptions.label("staging")).text() + " staging");
            texts.add(client.getPrompt("a", PromptOptions.version(2)).text() + " version");
            texts.add(client.getPrompt("b").text());
        }

        assertThat(texts).containsExactlyInAnyOrder("a1", "a2 staging", "a2 version", "b1");
        assertThat(maru.fetches()).hasSize(4);
        assertThat(client.metrics().entries()).isEqualTo(4);
    }

    @Test
    void forgetsWhatWasUsedLeastRecently() {
        for (var name : List.of("a", "b", "c")) {
            maru.prompt(name).text(1, name).label("production", 1);
        }
        var client = client(builder -> builder.maxEntries(2));
        client.getPrompt("a");
        client.getPrompt("b");
        client.getPrompt("a");
        client.getPrompt("c");
        client.getPrompt("a");
        assertThat(maru.fetches()).hasSize(3);

        client.getPrompt("b");

        assertThat(maru.fetches()).hasSize(4);
        assertThat(client.metrics().entries()).isEqualTo(2);
    }

    @Test
    void sharesOneAnswerAmongSplitKeysWhereNothingIsSplit() {
        maru.prompt("p").text(1, "one").label("production", 1);
        var client = client();

        for (int user = 0; user < 20; user++) {
            client.getPrompt("p", PromptOptions.defaults().withSplitKey("user-" + user));
        }

        assertThat(maru.fetches()).hasSize(1);
    }

    @Test
    void givesEachUserTheirVariantWithoutAskingAboutEach() {
        var split = ",\"split\":{\"id\":\"spl_00\",\"label\":\"production\",\"control\":1,"
                + "\"variants\":[{\"version\":2,\"weight\":5000}],\"conditions\":{}}";
        maru.prompt("p")
                .version(1, "\"one\"" + split)
                .version(2, "\"two\"" + split)
                .label("production", 1);
        var client = client();
        var user1 = PromptOptions.defaults().withSplitKey("user-1");
        var user2 = PromptOptions.defaults().withSplitKey("user-2");

        for (int i = 0; i < 3; i++) {
            // Their buckets are 3156 and 6764.
            assertThat(client.getPrompt("p", user1).text()).isEqualTo("two");
            assertThat(client.getPrompt("p", user2).text()).isEqualTo("one");
        }

        assertThat(client.getPrompt("p", user1).variant()).isEqualTo("spl_00:2");
        assertThat(client.getPrompt("p", user2).variant()).isEqualTo("spl_00:1");
        assertThat(maru.fetches())
                .extracting(FakeMaru.Asked::path)
                .containsExactly("/v1/prompts/p?label=production", "/v1/prompts/p?version=2");
        maru.stop();
        assertThat(client.getPrompt("p", PromptOptions.defaults().withSplitKey("u-42"))
                        .text())
                .isEqualTo("one");
        assertThat(client.getPrompt("p", user1).text()).isEqualTo("two");
    }
}
