package dev.maru.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.PromptCall;
import dev.maru.prompts.content.CanonicalJson;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.process.Await;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DatabaseTest
class PromptFetchIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final PromptName NAME = new PromptName("folder/p");

    private final TestDatabase database;
    private final PromptStack one;
    private final PromptStack two;
    private final Caller ann;

    PromptFetchIT(TestDatabase database) {
        this.database = database;
        one = new PromptStack(database);
        two = new PromptStack(database);
        ann = PromptStack.editor(TestTenants.create(database, "fetch-" + System.nanoTime()));
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    private ServedPrompt fetch(PromptStack replica, @Nullable String label, @Nullable Integer version) {
        return replica.fetch.fetch(
                ann, NAME, PromptSelector.of(label == null ? null : new PromptLabel(label), version));
    }

    private static JsonNode json(ServedPrompt served) {
        return CanonicalJson.read(new String(served.response(), StandardCharsets.UTF_8));
    }

    private void eventually(Runnable holds) {
        Await.until("the change to be seen", SOON, () -> {
            try {
                holds.run();
                return true;
            } catch (AssertionError | PlatformException notYet) {
                return false;
            }
        });
    }

    @Test
    void servesByLabelAndByVersion() {
        var id = one.text(ann, NAME.value(), "one {{x}}").prompt().id();
        one.service.newVersion(ann, id, 1, PromptStack.draft("two {{x}}"));
        one.service.newVersion(ann, id, 2, PromptStack.draft("three"));
        one.releases.release(ann, id, PromptLabel.PRODUCTION, 1, ExpectedRelease.anything(), "");
        var live = json(fetch(two, null, null));
        assertThat(live.get("prompt").stringValue()).isEqualTo("one {{x}}");
        assertThat(live.get("labels").toString()).isEqualTo("[\"production\"]");
        assertThat(live.get("variables").toString())
                .isEqualTo("[{\"name\":\"x\",\"usage\":\"value\",\"required\":true}]");
        assertThat(live.get("contentHash").stringValue()).startsWith("sha256:");
        assertThat(json(fetch(two, "latest", null)).get("version").intValue()).isEqualTo(3);
        assertThat(json(fetch(two, null, 2)).get("labels").toString()).isEqualTo("[]");
        assertThat(fetch(two, null, 1).response())
                .isSameAs(fetch(two, "production", null).response());
        assertThat(fetch(two, "production", null).label()).isEqualTo(PromptLabel.PRODUCTION);
    }

    @Test
    void saysWhatIsNotThere() {
        assertThatThrownBy(() -> fetch(one, "staging", null)).hasMessageContainingAll("folder/p", "label staging");
        var id = one.text(ann, NAME.value(), "x").prompt().id();
        eventually(() -> fetch(one, "latest", null));
        assertThatThrownBy(() -> fetch(one, "staging", null)).hasMessageContainingAll("folder/p", "staging");
        assertThatThrownBy(() -> fetch(one, null, 7)).hasMessageContainingAll("folder/p", "version 7", "version 1");
        assertThatThrownBy(() -> PromptSelector.of(PromptLabel.LATEST, 1)).hasMessageContaining("not both");
        one.service.archive(ann, id);
        eventually(() -> assertThatThrownBy(() -> fetch(one, "latest", null))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(PromptError.PROMPT_ARCHIVED)));
    }

    @Test
    void tellsTheOtherReplicaOfEveryChange() {
        var id = one.text(ann, NAME.value(), "one").prompt().id();
        one.releases.release(ann, id, PromptLabel.PRODUCTION, 1, ExpectedRelease.anything(), "");
        var first = fetch(two, null, null);
        one.service.newVersion(ann, id, 1, PromptStack.draft("two"));
        one.releases.release(ann, id, PromptLabel.PRODUCTION, 2, ExpectedRelease.anything(), "");
        eventually(() -> assertThat(fetch(two, null, null).version().number()).isEqualTo(2));
        assertThat(fetch(two, null, null).etag()).isNotEqualTo(first.etag());
        one.releases.removeLabel(ann, id, PromptLabel.PRODUCTION, "");
        eventually(() -> assertThatThrownBy(() -> fetch(two, null, null)).isInstanceOf(PlatformException.class));
        one.service.delete(ann, id, NAME.value());
        eventually(() -> assertThatThrownBy(() -> fetch(two, "latest", null)).hasMessageContaining("no prompt"));
    }

    @Test
    void neverServesAnOlderVersionAfterANewerOne() throws Exception {
        var id = one.text(ann, NAME.value(), "0").prompt().id();
        one.releases.release(ann, id, PromptLabel.PRODUCTION, 1, ExpectedRelease.anything(), "");
        var seen = new CopyOnWriteArrayList<Integer>();
        var reader = Thread.ofVirtual().start(() -> {
            while (!Thread.currentThread().isInterrupted() && (seen.isEmpty() || seen.getLast() < 30)) {
                int number = fetch(two, null, null).version().number();
                if (seen.isEmpty() || seen.getLast() != number) {
                    seen.add(number);
                }
            }
        });
        for (int number = 2; number <= 30; number++) {
            one.service.newVersion(ann, id, null, PromptStack.draft("" + number));
            one.releases.release(ann, id, PromptLabel.PRODUCTION, number, ExpectedRelease.anything(), "");
        }
        assertThat(reader.join(SOON)).isTrue();
        assertThat(seen).isSorted();
        assertThat(seen.getLast()).isEqualTo(30);
    }

    @Test
    void keepsTheAnswersOfPromptsThatDidNotChange() {
        one.text(ann, NAME.value(), "one");
        var before = fetch(one, "latest", null);
        var other = one.text(ann, "other", "x").prompt().id();
        eventually(() -> one.fetch.fetch(ann, new PromptName("other"), PromptSelector.of(null, 1)));
        assertThat(other).isNotNull();
        assertThat(fetch(one, "latest", null).response()).isSameAs(before.response());
    }

    @Test
    void readsTheDatabaseOnlyForVersionsWithoutALabel() {
        var id = one.text(ann, NAME.value(), "one").prompt().id();
        one.service.newVersion(ann, id, 1, PromptStack.draft("two"));
        one.service.newVersion(ann, id, 2, PromptStack.draft("three"));
        one.releases.release(ann, id, PromptLabel.PRODUCTION, 2, ExpectedRelease.anything(), "");
        assertThat(fetch(two, null, 1).version().number()).isEqualTo(1);
        database.execute("alter table prompts.prompt_version rename to away");
        try {
            assertThat(fetch(two, null, null).version().number()).isEqualTo(2);
            assertThat(fetch(two, "latest", null).version().number()).isEqualTo(3);
            assertThat(fetch(two, null, 1).version().number()).isEqualTo(1);
        } finally {
            database.execute("alter table prompts.away rename to prompt_version");
        }
    }

    @Test
    void tellsSubscribersWhatChangedAfterFetchesSeeIt() {
        var events = new CopyOnWriteArrayList<PromptEvent>();
        var stale = new CopyOnWriteArrayList<String>();
        var id = one.text(ann, NAME.value(), "one").prompt().id();
        try (var subscription = two.fetch.subscribe(ann, event -> {
            if (event instanceof PromptEvent.LabelMoved moved
                    && moved.to() != null
                    && fetch(two, "production", null).version().number() < moved.to()) {
                stale.add(event.toString());
            }
            events.add(event);
        })) {
            one.service.newVersion(ann, id, 1, PromptStack.draft("two"));
            eventually(() -> assertThat(events).hasSize(1));
            one.releases.release(ann, id, PromptLabel.PRODUCTION, 2, ExpectedRelease.anything(), "");
            eventually(() -> assertThat(events).hasSize(2));
            one.service.describe(ann, id, null, "new", List.of());
            eventually(() -> assertThat(events).hasSize(3));
            one.releases.removeLabel(ann, id, PromptLabel.PRODUCTION, "");
            eventually(() -> assertThat(events).hasSize(4));
            one.service.delete(ann, id, NAME.value());
            eventually(() -> assertThat(events).hasSize(5));
        }
        var project = ann.requireProject();
        assertThat(events)
                .containsExactly(
                        new PromptEvent.VersionCreated(project, id, NAME, 2),
                        new PromptEvent.LabelMoved(project, id, NAME, PromptLabel.PRODUCTION, null, 2),
                        new PromptEvent.Changed(project, id, NAME),
                        new PromptEvent.LabelMoved(project, id, NAME, PromptLabel.PRODUCTION, 2, null),
                        new PromptEvent.Deleted(project, id, NAME));
        assertThat(stale).isEmpty();
    }

    @Test
    void rendersForModelCalls() {
        var id = one.text(ann, NAME.value(), "Hi {{name}}{{#vip}}!{{/vip}}")
                .prompt()
                .id();
        one.releases.release(ann, id, PromptLabel.PRODUCTION, 1, ExpectedRelease.anything(), "");
        var source = new RegisteredPrompts(two.fetch);
        var variables = Map.<String, Object>of("name", "Ann", "vip", true);
        var rendering = source.render(
                ann.tenant(),
                ann.requireProject(),
                new PromptCall(NAME.value(), null, null, variables, null, Map.of()));
        assertThat(rendering.messagesJson()).isEqualTo("[{\"role\":\"system\",\"content\":\"Hi Ann!\"}]");
        assertThat(rendering.version()).isEqualTo(1);
        assertThat(rendering.label()).isEqualTo("production");
        assertThatThrownBy(() -> source.render(
                        ann.tenant(),
                        ann.requireProject(),
                        new PromptCall(NAME.value(), null, 1, Map.of(), null, Map.of())))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        e -> assertThat(e.code()).isEqualTo(PromptError.PROMPT_VARIABLES_MISSING));
    }

    @Test
    void findsPromptsByNameBodyLabelTagAndFolder() {
        var greeting = one.text(ann, "support/Greeting", "Say \"hello\"\nkindly, 안녕하세요")
                .prompt()
                .id();
        one.text(ann, "support/mail/reply", "100% _sure_");
        one.text(ann, "sales/pitch", "hello");
        one.service.describe(ann, greeting, null, "", List.of("kind"));
        one.releases.release(ann, greeting, PromptLabel.PRODUCTION, 1, ExpectedRelease.anything(), "");
        assertThat(names(new PromptFilter("GREET", null, null, null, null, false)))
                .containsExactly("support/Greeting");
        assertThat(names(new PromptFilter("\"hello\"\nkindly", null, null, null, null, false)))
                .containsExactly("support/Greeting");
        assertThat(names(new PromptFilter("안녕", null, null, null, null, false))).containsExactly("support/Greeting");
        assertThat(names(new PromptFilter("0% _s", null, null, null, null, false)))
                .containsExactly("support/mail/reply");
        assertThat(names(new PromptFilter("0_", null, null, null, null, false))).isEmpty();
        assertThat(names(new PromptFilter(null, PromptLabel.PRODUCTION, null, null, null, false)))
                .containsExactly("support/Greeting");
        assertThat(names(new PromptFilter(null, null, "kind", null, null, false)))
                .containsExactly("support/Greeting");
        assertThat(names(new PromptFilter(null, null, null, "support", null, false)))
                .containsExactly("support/Greeting", "support/mail/reply");
        assertThat(names(PromptFilter.ALL)).containsExactly("sales/pitch", "support/Greeting", "support/mail/reply");
        assertThat(one.query.folders(ann))
                .containsExactly(
                        new PromptFolder("sales", 1),
                        new PromptFolder("support", 2),
                        new PromptFolder("support/mail", 1));
        assertThat(one.query.labels(ann)).containsExactly(PromptLabel.PRODUCTION);
        assertThat(one.query.tags(ann)).containsExactly("kind");
        var updated = one.query.prompt(ann, greeting).updatedAt();
        assertThat(names(new PromptFilter(null, null, null, null, updated.minusMillis(1), false)))
                .contains("support/Greeting");
        assertThat(names(new PromptFilter(null, null, null, null, updated, false)))
                .doesNotContain("support/Greeting");
    }

    private List<String> names(PromptFilter filter) {
        var names = new ArrayList<String>();
        for (var page = one.query.page(ann, filter, null, 2); ; page = one.query.page(ann, filter, page.next(), 2)) {
            page.items().forEach(prompt -> names.add(prompt.name().value()));
            if (page.next() == null) {
                return names;
            }
        }
    }
}
