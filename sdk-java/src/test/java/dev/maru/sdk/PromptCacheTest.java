package dev.maru.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PromptCacheTest {
    private static final PromptKey P = key("p");

    private final AtomicLong now = new AtomicLong();
    private final PromptCache cache = cache(10, Long.MAX_VALUE);

    private PromptCache cache(int maxEntries, long maxWeight) {
        return new PromptCache(maxEntries, maxWeight, RemovedPrompts.FAIL, now::get);
    }

    private static PromptKey key(String name) {
        return PromptKey.of(name, PromptOptions.defaults());
    }

    private static FetchOutcome found(String name, int version, int weight) {
        var prompt = new Prompt(
                name,
                version,
                List.of(),
                PromptBody.text("t"),
                Map.of(),
                List.of(),
                List.of(),
                "hash",
                "\"" + version + "\"",
                null,
                Map.of(),
                Prompt.Source.MARU);
        return new FetchOutcome.Found(new Copy(prompt, weight, false), new byte[0]);
    }

    private static CacheEntry fetch(PromptCache cache, PromptKey key, int version, int weight) {
        return cache.finish(cache.begin(key).refresh(), found(key.name(), version, weight));
    }

    private static FetchOutcome failed(int status, String code) {
        return new FetchOutcome.Failed(new Problem("no", status, code, null).toException(null));
    }

    /** Against the plainest list there is. */
    @Property(tries = 200)
    void keepsTheKeysUsedLast(@ForAll @Size(max = 60) List<@IntRange(min = 0, max = 9) Integer> uses) {
        var small = cache(4, Long.MAX_VALUE);
        var expected = new ArrayDeque<Integer>();
        for (var use : uses) {
            if (small.use(key("p" + use)) == null) {
                fetch(small, key("p" + use), 1, 1);
            }
            expected.remove(use);
            expected.add(use);
            if (expected.size() > 4) {
                expected.remove();
            }
        }

        for (int i = 0; i < 10; i++) {
            assertThat(small.contains(key("p" + i))).as("p" + i).isEqualTo(expected.contains(i));
        }
    }

    @Property(tries = 200)
    void holdsNoMoreThanItMay(@ForAll @Size(max = 40) List<@IntRange(min = 1, max = 60) Integer> weights) {
        var small = cache(1_000, 100);
        for (int i = 0; i < weights.size(); i++) {
            fetch(small, key("p" + i % 7), i + 1, weights.get(i));
        }

        int held = 0;
        for (int i = 0; i < 7; i++) {
            var entry = small.use(key("p" + i));
            held += entry == null ? 0 : entry.weight();
        }
        assertThat(held).isLessThanOrEqualTo(100);
    }

    @Test
    void keepsTheNewestEvenIfItIsTooLarge() {
        var small = cache(10, 100);
        fetch(small, key("a"), 1, 50);
        fetch(small, key("b"), 1, 5_000);

        assertThat(small.contains(key("a"))).isFalse();
        assertThat(small.contains(key("b"))).isTrue();
    }

    @Test
    void letsOneRefreshOfAKeyGoOn() {
        var first = cache.begin(P);
        var second = cache.begin(P);
        cache.finish(first.refresh(), found("p", 1, 1));
        var third = cache.begin(P);

        assertThat(first.isNew()).isTrue();
        assertThat(second.isNew()).isFalse();
        assertThat(second.refresh()).isSameAs(first.refresh());
        assertThat(third.isNew()).isTrue();
    }

    @Test
    void anAnswerThatAChangeOvertookIsOutdatedWhenItArrives() {
        var refresh = cache.begin(P).refresh();
        cache.outdate("p");
        var entry = cache.finish(refresh, found("p", 1, 1));

        assertThat(entry.isOutdated()).isTrue();
        assertThat(fetch(cache, P, 2, 1).isOutdated()).isFalse();
    }

    @Test
    void aFailureThatAChangeOvertookIsNotWaitedOut() {
        var refresh = cache.begin(P).refresh();
        cache.outdate("p");

        assertThat(cache.finish(refresh, failed(404, "prompt-not-found")).mayAsk(now.get()))
                .isTrue();
        assertThat(cache.finish(cache.begin(P).refresh(), failed(404, "prompt-not-found"))
                        .mayAsk(now.get()))
                .isFalse();
    }

    @Test
    void aChangeOfAnotherPromptOvertakesNothing() {
        var refresh = cache.begin(P).refresh();

        assertThat(cache.outdate("pp")).isEmpty();
        assertThat(cache.finish(refresh, found("p", 1, 1)).isOutdated()).isFalse();
    }

    @Test
    void tellsWhatToRefreshLabelsFirstAndTheLastUsedFirst() {
        var pinned = PromptKey.of("p", PromptOptions.version(1));
        var staging = PromptKey.of("p", PromptOptions.label("staging"));
        fetch(cache, pinned, 1, 1);
        fetch(cache, P, 1, 1);
        fetch(cache, staging, 1, 1);
        fetch(cache, key("q"), 1, 1);
        cache.use(P);

        assertThat(cache.outdate("p")).containsExactly(P, staging, pinned);
        assertThat(cache.outdateAll()).containsExactly(P, key("q"), staging, pinned);
    }

    @Test
    void aVersionStaysFreshWhenSomethingAboutItsPromptChanges() {
        var pinned = PromptKey.of("p", PromptOptions.version(1));
        fetch(cache, pinned, 1, 1);
        cache.outdate("p");

        assertThat(Objects.requireNonNull(cache.use(pinned)).isOutdated()).isFalse();
    }

    @Test
    void forgetsThatSomethingWasNotThereWhenItChanges() {
        cache.finish(cache.begin(P).refresh(), failed(404, "prompt-not-found"));
        assertThat(cache.contains(P)).isTrue();
        cache.outdate("p");

        assertThat(cache.contains(P)).isFalse();
    }

    @Test
    void forgetsACopyOnlyWhereMaruSaysThatItIsGoneOrRefused() {
        for (var status : List.of(503, 429, 500, 409, 422, 401, 403, 404)) {
            fetch(cache, P, 1, 1);
            var code = status == 404 ? "prompt-not-found" : "some-problem";
            var entry = cache.finish(cache.begin(P).refresh(), failed(status, code));

            assertThat(entry.copy() == null)
                    .as("status " + status)
                    .isEqualTo(List.of(401, 403, 404).contains(status));
        }
    }
}
