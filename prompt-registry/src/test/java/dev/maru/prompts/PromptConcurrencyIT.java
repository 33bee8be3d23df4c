package dev.maru.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenants;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@DatabaseTest
class PromptConcurrencyIT {
    private static final int AUTHORS = 50;

    private final PromptStack one;
    private final PromptStack two;
    private final Caller ann;

    PromptConcurrencyIT(TestDatabase database) {
        one = new PromptStack(database);
        two = new PromptStack(database);
        ann = PromptStack.editor(TestTenants.create(database, "concurrent-" + System.nanoTime()));
    }

    /** Runs all at the same moment and returns what each gave or threw. */
    private static List<Object> together(List<Callable<Object>> work) throws Exception {
        var start = new CyclicBarrier(work.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = work.stream()
                    .map(task -> threads.submit(() -> {
                        start.await();
                        try {
                            return task.call();
                        } catch (PlatformException e) {
                            return e;
                        }
                    }))
                    .toList();
            var given = new ArrayList<Object>();
            for (var result : results) {
                given.add(result.get());
            }
            return given;
        }
    }

    private PromptStack replica(int number) {
        return number % 2 == 0 ? one : two;
    }

    @Test
    void fiftyAuthorsGetFiftyConsecutiveVersions() throws Exception {
        var id = one.text(ann, "p", "0").prompt().id();
        together(IntStream.range(0, AUTHORS)
                .<Callable<Object>>mapToObj(
                        i -> () -> replica(i).service.newVersion(ann, id, null, PromptStack.draft("by " + i)))
                .toList());
        var numbers = one.query.versions(ann, id, null, 100).items().stream()
                .map(VersionItem::number)
                .toList();
        assertThat(numbers)
                .containsExactlyElementsOf(IntStream.iterate(AUTHORS + 1, n -> n - 1)
                        .limit(AUTHORS + 1)
                        .boxed()
                        .toList());
        assertThat(one.query.prompt(ann, id).latest()).isEqualTo(AUTHORS + 1);
    }

    @Test
    void oneOfTwoWhoEditTheSameVersionIsToldThatItIsStale() throws Exception {
        var id = one.text(ann, "p", "0").prompt().id();
        var results = together(List.of(
                () -> one.service.newVersion(ann, id, 1, PromptStack.draft("a")),
                () -> two.service.newVersion(ann, id, 1, PromptStack.draft("b"))));
        assertThat(results).filteredOn(SavedVersion.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(PlatformException.class::isInstance)
                .singleElement()
                .satisfies(e -> assertThat(((PlatformException) e).code()).isEqualTo(CoreError.STALE_VERSION));
    }

    @Test
    void theSameContentSavedTwiceAtOnceIsOneVersion() throws Exception {
        var id = one.text(ann, "p", "0").prompt().id();
        var results = together(List.of(
                () -> one.service.newVersion(ann, id, null, PromptStack.draft("same")),
                () -> two.service.newVersion(ann, id, null, PromptStack.draft("same"))));
        assertThat(results)
                .extracting(saved -> ((SavedVersion) saved).unchanged())
                .containsExactlyInAnyOrder(true, false);
        assertThat(one.query.prompt(ann, id).latest()).isEqualTo(2);
    }

    @Test
    void releasesAtOnceLeaveOneUnbrokenHistory() throws Exception {
        var id = one.text(ann, "p", "0").prompt().id();
        for (int i = 1; i < 20; i++) {
            one.service.newVersion(ann, id, null, PromptStack.draft("" + i));
        }
        together(IntStream.rangeClosed(1, 20)
                .<Callable<Object>>mapToObj(i -> () ->
                        replica(i).releases.release(ann, id, PromptLabel.PRODUCTION, i, ExpectedRelease.anything(), ""))
                .toList());
        var history = one.query.releases(ann, id, null, 100).items().reversed();
        assertThat(history).hasSize(20);
        Integer live = null;
        var left = new ArrayList<>(history);
        while (!left.isEmpty()) {
            var before = live;
            var next = left.stream()
                    .filter(release -> Objects.equals(release.from(), before))
                    .toList();
            assertThat(next).hasSize(1);
            live = next.getFirst().to();
            left.removeAll(next);
        }
        assertThat(one.query.prompt(ann, id).labels().get(PromptLabel.PRODUCTION))
                .isEqualTo(live);
    }

    @Test
    void oneOfTwoWhoReleaseOverTheSameVersionIsToldThatItIsStale() throws Exception {
        var id = one.text(ann, "p", "0").prompt().id();
        one.service.newVersion(ann, id, null, PromptStack.draft("1"));
        one.service.newVersion(ann, id, null, PromptStack.draft("2"));
        one.releases.release(ann, id, PromptLabel.PRODUCTION, 1, ExpectedRelease.anything(), "");
        var results = together(List.of(
                () -> one.releases.release(ann, id, PromptLabel.PRODUCTION, 2, ExpectedRelease.exactly(1), ""),
                () -> two.releases.release(ann, id, PromptLabel.PRODUCTION, 3, ExpectedRelease.exactly(1), "")));
        assertThat(results).filteredOn(Release.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(PlatformException.class::isInstance)
                .singleElement()
                .satisfies(e -> assertThat(((PlatformException) e).code()).isEqualTo(CoreError.STALE_VERSION));
    }

    @Test
    void oneOfTwoWhoTakeANameGetsIt() throws Exception {
        var results = together(List.of(() -> one.text(ann, "name", "a"), () -> two.text(ann, "name", "b")));
        assertThat(results).filteredOn(CreatedPrompt.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(PlatformException.class::isInstance)
                .singleElement()
                .satisfies(e -> assertThat(((PlatformException) e).code()).isEqualTo(PromptError.PROMPT_NAME_TAKEN));
    }
}
