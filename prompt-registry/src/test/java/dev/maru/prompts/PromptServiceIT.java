package dev.maru.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.id.PromptId;
import dev.maru.core.page.Cursor;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.ErrorCode;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.prompts.content.ChatEntry;
import dev.maru.prompts.content.ChatRole;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenants;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@DatabaseTest
class PromptServiceIT {
    private static final AtomicInteger TENANTS = new AtomicInteger();
    private static final PromptLabel STAGING = new PromptLabel("staging");

    private final TestDatabase database;
    private final PromptStack stack;
    private final Caller ann;
    private final Caller vic;

    PromptServiceIT(TestDatabase database) {
        this.database = database;
        this.stack = new PromptStack(database);
        var tenant = TestTenants.create(database, "prompts-" + TENANTS.incrementAndGet());
        this.ann = PromptStack.editor(tenant);
        this.vic = PromptStack.viewer(tenant);
    }

    @AfterEach
    void close() {
        stack.close();
    }

    private PromptId create(String name, String template) {
        return stack.text(ann, name, template).prompt().id();
    }

    private static void refused(ThrowingCallable call, ErrorCode code, String... words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(PlatformException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            List.of(words).forEach(word -> assertThat(e.detail()).contains(word));
        });
    }

    @Test
    void createsAPromptWithItsFirstVersionAndLabels() {
        var body = new PromptBody.Chat(List.of(ChatEntry.Message.of(ChatRole.SYSTEM, "You are {{who}}.")));
        var config = PromptConfig.parse("{\"model\":\"m\",\"temperature\":0.5,\"own\":{\"a\":[1,null]}}");
        var created = stack.service.create(
                ann,
                new NewPrompt(
                        new PromptName("support/greeting"),
                        new PromptDraft(body, config, "first"),
                        "Says hello",
                        List.of("b", "a", "b"),
                        Set.of(PromptLabel.PRODUCTION)));
        var prompt = stack.query.byName(vic, new PromptName("support/greeting")).orElseThrow();
        assertThat(prompt).isEqualTo(created.prompt());
        assertThat(prompt.tags()).containsExactly("a", "b");
        assertThat(prompt.labels()).containsEntry(PromptLabel.PRODUCTION, 1);
        assertThat(stack.query.version(vic, prompt.id(), 1)).isEqualTo(created.version());
        assertThat(stack.query.releases(vic, prompt.id(), null, 10).items())
                .singleElement()
                .satisfies(release -> assertThat(release.to()).isEqualTo(1));
        assertThat(stack.audited)
                .containsExactly("prompt.created support/greeting by Ann", "prompt.released support/greeting by Ann");
    }

    @Test
    void refusesANameThatIsTakenAndSaysWhetherItIsArchived() {
        var id = create("taken", "x");
        refused(() -> create("taken", "y"), PromptError.PROMPT_NAME_TAKEN, "already");
        stack.service.archive(ann, id);
        refused(() -> create("taken", "y"), PromptError.PROMPT_NAME_TAKEN, "archived");
    }

    @Test
    void appendsVersionsAndTellsWhenNothingChanged() {
        var id = create("p", "one");
        var two = stack.service.newVersion(ann, id, 1, PromptStack.draft("two"));
        assertThat(two.unchanged()).isFalse();
        assertThat(two.version().number()).isEqualTo(2);
        var same = stack.service.newVersion(ann, id, 2, PromptStack.draft("two"));
        assertThat(same.unchanged()).isTrue();
        assertThat(same.version()).isEqualTo(two.version());
        var back = stack.service.newVersion(ann, id, null, PromptStack.draft("one"));
        assertThat(back.version().number()).isEqualTo(3);
        assertThat(stack.query.versions(vic, id, null, 10).items())
                .extracting(VersionItem::number)
                .containsExactly(3, 2, 1);
    }

    @Test
    void refusesAVersionWrittenOnTopOfAnOldOne() {
        var id = create("p", "one");
        stack.service.newVersion(ann, id, 1, PromptStack.draft("two"));
        refused(
                () -> stack.service.newVersion(ann, id, 1, PromptStack.draft("three")),
                CoreError.STALE_VERSION,
                "version 1",
                "version 2");
        assertThat(stack.query.prompt(vic, id).latest()).isEqualTo(2);
    }

    @Test
    void keepsTextAndChatApart() {
        var id = create("p", "one");
        var chat = new PromptBody.Chat(List.of(ChatEntry.Message.of(ChatRole.USER, "x")));
        refused(
                () -> stack.service.newVersion(ann, id, 1, new PromptDraft(chat, PromptConfig.EMPTY, "")),
                PromptError.PROMPT_KIND_FIXED,
                "text prompt");
    }

    @Test
    void movesLabelsWithTheirHistory() {
        var id = create("p", "one");
        stack.service.newVersion(ann, id, 1, PromptStack.draft("two"));
        var first = stack.releases.release(ann, id, STAGING, 1, ExpectedRelease.exactly(null), "try");
        var second = stack.releases.release(ann, id, STAGING, 2, ExpectedRelease.exactly(1), "better");
        assertThat(second.from()).isEqualTo(1);
        assertThat(second.releasedBy()).isEqualTo("Ann");
        assertThat(stack.releases.release(ann, id, STAGING, 2, ExpectedRelease.anything(), "again"))
                .isEqualTo(second);
        assertThat(stack.query.releases(vic, id, null, 10).items()).containsExactly(second, first);
        assertThat(stack.query.prompt(vic, id).labels()).containsEntry(STAGING, 2);
        var removed = stack.releases.removeLabel(ann, id, STAGING, "done");
        assertThat(removed.to()).isNull();
        assertThat(stack.query.prompt(vic, id).labels()).isEmpty();
        refused(() -> stack.releases.removeLabel(ann, id, STAGING, ""), PromptError.PROMPT_NOT_FOUND, "staging");
    }

    @Test
    void refusesAReleaseOverOneThatTheAuthorHasNotSeen() {
        var id = create("p", "one");
        stack.service.newVersion(ann, id, 1, PromptStack.draft("two"));
        stack.releases.release(ann, id, STAGING, 2, ExpectedRelease.anything(), "");
        refused(
                () -> stack.releases.release(ann, id, STAGING, 1, ExpectedRelease.exactly(1), ""),
                CoreError.STALE_VERSION,
                "version 2",
                "version 1");
        refused(
                () -> stack.releases.release(ann, id, STAGING, 1, ExpectedRelease.exactly(null), ""),
                CoreError.STALE_VERSION,
                "no version");
    }

    @Test
    void rollsBackStepByStep() {
        var id = create("p", "one");
        stack.service.newVersion(ann, id, 1, PromptStack.draft("two"));
        stack.service.newVersion(ann, id, 2, PromptStack.draft("three"));
        for (int number = 1; number <= 3; number++) {
            stack.releases.release(ann, id, STAGING, number, ExpectedRelease.anything(), "");
        }
        assertThat(stack.releases.rollback(ann, id, STAGING, "bad").to()).isEqualTo(2);
        assertThat(stack.releases.rollback(ann, id, STAGING, "worse").to()).isEqualTo(1);
        refused(
                () -> stack.releases.rollback(ann, id, STAGING, ""),
                PromptError.PROMPT_NO_EARLIER_RELEASE,
                "version 1");
        stack.releases.release(ann, id, STAGING, 3, ExpectedRelease.anything(), "");
        assertThat(stack.releases.rollback(ann, id, STAGING, "").to()).isEqualTo(1);
    }

    @Test
    void refusesToMoveLatestOrToReleaseWhatIsNotThere() {
        var id = create("p", "one");
        refused(
                () -> stack.releases.release(ann, id, PromptLabel.LATEST, 1, ExpectedRelease.anything(), ""),
                PromptError.PROMPT_LABEL_MANAGED,
                "latest");
        refused(
                () -> stack.releases.release(ann, id, STAGING, 2, ExpectedRelease.anything(), ""),
                PromptError.PROMPT_NOT_FOUND,
                "version 2");
        refused(
                () -> stack.releases.release(ann, PromptId.next(), STAGING, 1, ExpectedRelease.anything(), ""),
                PromptError.PROMPT_NOT_FOUND);
    }

    @Test
    void editsDescriptionAndTagsUnderAnOptimisticLock() {
        var id = create("p", "one");
        var edited = stack.service.describe(ann, id, 0L, " new ", List.of("t"));
        assertThat(edited.description()).isEqualTo("new");
        assertThat(stack.query.prompt(vic, id)).isEqualTo(edited);
        refused(() -> stack.service.describe(ann, id, 0L, "x", List.of()), CoreError.STALE_VERSION, "p");
        assertThat(stack.service.describe(ann, id, null, "x", List.of()).version())
                .isEqualTo(2);
    }

    @Test
    void archivesBringsBackAndDeletes() {
        var id = create("p", "one");
        stack.releases.release(ann, id, STAGING, 1, ExpectedRelease.anything(), "");
        stack.service.archive(ann, id);
        refused(
                () -> stack.service.newVersion(ann, id, 1, PromptStack.draft("two")),
                PromptError.PROMPT_ARCHIVED,
                "archived");
        assertThat(stack.query.page(vic, PromptFilter.ALL, null, 10).items()).isEmpty();
        assertThat(stack.service.unarchive(ann, id).isArchived()).isFalse();
        assertThat(stack.query.prompt(vic, id).labels()).containsKey(STAGING);
        refused(() -> stack.service.delete(ann, id, "q"), CoreError.INVALID_FIELD, "type p");
        stack.service.delete(ann, id, "p");
        refused(() -> stack.query.prompt(vic, id), PromptError.PROMPT_NOT_FOUND);
        assertThat(create("p", "again")).isNotEqualTo(id);
    }

    @Test
    void asksForThePermissionOfEachChange() {
        var id = create("p", "one");
        var draft = PromptStack.draft("x");
        for (ThrowingCallable change : List.<ThrowingCallable>of(
                () -> stack.text(vic, "q", "x"),
                () -> stack.service.newVersion(vic, id, 1, draft),
                () -> stack.releases.release(vic, id, STAGING, 1, ExpectedRelease.anything(), ""),
                () -> stack.releases.rollback(vic, id, STAGING, ""),
                () -> stack.releases.removeLabel(vic, id, STAGING, ""),
                () -> stack.service.describe(vic, id, null, "", List.of()),
                () -> stack.service.archive(vic, id),
                () -> stack.service.unarchive(vic, id),
                () -> stack.service.delete(vic, id, "p"))) {
            refused(change, CoreError.FORBIDDEN);
        }
        var nobody = PromptStack.caller(ann.tenant(), ann.requireProject(), "Nobody", Set.of());
        refused(() -> stack.query.prompt(nobody, id), CoreError.FORBIDDEN);
        refused(() -> stack.fetch.fetch(nobody, new PromptName("p"), PromptSelector.of(null, 1)), CoreError.FORBIDDEN);
    }

    @Test
    void showsNothingOfOneProjectOrTenantToAnother() {
        var id = create("secret", "canary");
        var other = PromptStack.caller(
                ann.tenant(), TestTenants.addProject(database, ann.tenant(), "other"), "Bob", ann.permissions());
        var stranger = PromptStack.editor(TestTenants.create(database, "stranger-" + TENANTS.incrementAndGet()));
        for (var caller : List.of(other, stranger)) {
            refused(() -> stack.query.prompt(caller, id), PromptError.PROMPT_NOT_FOUND);
            assertThat(stack.query.byName(caller, new PromptName("secret"))).isEmpty();
            refused(() -> stack.service.archive(caller, id), PromptError.PROMPT_NOT_FOUND);
            refused(
                    () -> stack.fetch.fetch(caller, new PromptName("secret"), PromptSelector.of(null, 1)),
                    PromptError.PROMPT_NOT_FOUND);
            assertThat(stack.query.page(caller, PromptFilter.ALL, null, 10).items())
                    .isEmpty();
            create("shared name " + caller.tenant(), "mine");
            stack.text(caller, "secret", "theirs");
        }
    }

    @Test
    void letsNobodyChangeAVersionOrTheHistory() throws Exception {
        var id = create("p", "one");
        stack.releases.release(ann, id, STAGING, 1, ExpectedRelease.anything(), "");
        try (var connection = database.runtimeConnection();
                var statement = connection.createStatement()) {
            statement.execute("set role maru_app");
            statement.execute(
                    "select set_config('maru.tenant', '" + ann.tenant().value() + "', false)");
            for (var change : List.of(
                    "update prompts.prompt_version set commit_message = 'x'",
                    "delete from prompts.prompt_version",
                    "update prompts.release set reason = 'x'",
                    "delete from prompts.release")) {
                assertThatThrownBy(() -> statement.execute(change)).hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void keepsAMegabyteAndRefusesMore() {
        var id = create("large", "x".repeat(1_000_000));
        assertThat(((PromptBody.Text) stack.query.version(vic, id, 1).body()).template())
                .hasSize(1_000_000);
        refused(() -> create("larger", "x".repeat(1_100_000)), CoreError.INVALID_FIELD, "1024 KiB");
    }

    @Test
    void pagesListsByCursor() {
        var id = create("p", "0");
        for (int number = 1; number <= 4; number++) {
            stack.service.newVersion(ann, id, null, PromptStack.draft("" + number));
            stack.releases.release(ann, id, STAGING, number + 1, ExpectedRelease.anything(), "");
        }
        var numbers = new ArrayList<Integer>();
        var releases = new ArrayList<Integer>();
        for (Cursor cursor = null, next = null; ; cursor = next) {
            var page = stack.query.versions(vic, id, cursor, 2);
            page.items().forEach(version -> numbers.add(version.number()));
            next = page.next();
            if (next == null) {
                break;
            }
        }
        for (Cursor cursor = null, next = null; ; cursor = next) {
            var page = stack.query.releases(vic, id, cursor, 3);
            page.items().forEach(release -> releases.add(release.to()));
            next = page.next();
            if (next == null) {
                break;
            }
        }
        assertThat(numbers).containsExactly(5, 4, 3, 2, 1);
        assertThat(releases).containsExactly(5, 4, 3, 2);
    }
}
