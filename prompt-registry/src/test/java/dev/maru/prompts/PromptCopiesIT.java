package dev.maru.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.id.PromptId;
import dev.maru.core.problem.ErrorCode;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.prompts.content.TemplateSyntax;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Copies of prompts and folders. */
@DatabaseTest
class PromptCopiesIT {
    private static final AtomicInteger TENANTS = new AtomicInteger();

    private PromptStack stack;
    private TestTenant tenant;
    private Caller ann;

    @BeforeEach
    void start(TestDatabase database) {
        stack = new PromptStack(database);
        tenant = TestTenants.create(database, "copies-" + TENANTS.incrementAndGet());
        ann = PromptStack.editor(tenant);
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void copiesTheNewestOrAChosenVersionWithoutLabels() {
        var original = stack.service
                .create(
                        ann,
                        new NewPrompt(
                                new PromptName("greeting"),
                                new PromptDraft(
                                        new PromptBody.Text("first"), PromptConfig.parse("{\"temperature\": 0.5}"), ""),
                                "Says hello",
                                List.of("public"),
                                Set.of(PromptLabel.PRODUCTION)))
                .prompt();
        stack.service.newVersion(ann, original.id(), null, PromptStack.draft("second"));

        var newest = stack.copies.copy(ann, original.name(), null, new PromptName("a/newest"));
        var first = stack.copies.copy(ann, original.name(), 1, new PromptName("a/first"));

        assertThat(newest.description()).isEqualTo("Says hello");
        assertThat(newest.tags()).containsExactly("public");
        assertThat(newest.labels()).isEmpty();
        assertThat(text("a/newest")).isEqualTo("second");
        assertThat(text("a/first")).isEqualTo("first");
        var version = stack.query.version(ann, first.id(), 1);
        assertThat(version.config().json().canonical()).isEqualTo("{\"temperature\":0.5}");
        assertThat(version.commitMessage()).isEqualTo("Copied from greeting, version 1");
        assertThat(stack.audited).contains("prompt.created a/newest by Ann", "prompt.created a/first by Ann");
    }

    @Test
    void refusesANameThatIsTakenAndAVersionThatIsNot() {
        var original = stack.text(ann, "one", "text").prompt();
        stack.text(ann, "two", "text");

        assertError(
                () -> stack.copies.copy(ann, original.name(), null, new PromptName("two")),
                PromptError.PROMPT_NAME_TAKEN);
        assertError(
                () -> stack.copies.copy(ann, original.name(), 2, new PromptName("three")),
                PromptError.PROMPT_NOT_FOUND);
        assertThatThrownBy(() ->
                        stack.copies.copy(PromptStack.viewer(tenant), original.name(), null, new PromptName("three")))
                .isInstanceOf(PlatformException.class);
        assertThat(stack.query.byName(ann, new PromptName("three"))).isEmpty();
    }

    @Test
    void copiesAFolderWithItsReferences() {
        stack.text(ann, "shared/tone", "Be kind.");
        release("shared/tone");
        stack.text(ann, "team/z-part", "Answer in Korean.");
        release("team/z-part");
        stack.text(ann, "team/sub/middle", "{{> team/z-part}} {{> shared/tone}}");
        release("team/sub/middle");
        stack.text(ann, "team/all", "{{!{{> team/z-part}} {{>team/sub/middle|label=production}} and {{name}}");

        var copies = stack.copies.copyFolder(ann, "team", "team2/x");

        assertThat(copies.stream().map(copy -> copy.name().value()))
                .containsExactly("team2/x/all", "team2/x/sub/middle", "team2/x/z-part");
        assertThat(text("team2/x/all"))
                .isEqualTo("{{!{{> team/z-part}} {{> team2/x/sub/middle | label=latest}} and {{name}}");
        assertThat(text("team2/x/sub/middle")).isEqualTo("{{> team2/x/z-part | label=latest}} {{> shared/tone}}");
        assertThat(stack.query.usedBy(ann, id("team/z-part")).stream()
                        .map(use -> use.name().value()))
                .containsExactly("team/sub/middle");
    }

    @Test
    void keepsTheWayAReferenceIsWritten() {
        stack.text(ann, "old/part", "x");
        stack.service.create(
                ann,
                NewPrompt.of(
                        new PromptName("old/simple"),
                        new PromptDraft(
                                new PromptBody.Text(TemplateSyntax.SIMPLE, "no reference: {{> old/part}}"),
                                PromptConfig.EMPTY,
                                "")));

        stack.copies.copyFolder(ann, "old", "new");

        assertThat(text("new/simple")).isEqualTo("no reference: {{> old/part}}");
    }

    @Test
    void copiesAllOrNothing() {
        stack.text(ann, "team/a", "a");
        stack.text(ann, "team/b", "b");
        stack.text(ann, "copy/b", "mine");

        assertError(() -> stack.copies.copyFolder(ann, "team", "copy"), PromptError.PROMPT_NAME_TAKEN);

        assertThat(stack.query.byName(ann, new PromptName("copy/a"))).isEmpty();
        assertThat(text("copy/b")).isEqualTo("mine");
        assertError(() -> stack.copies.copyFolder(ann, "nowhere", "copy"), PromptError.PROMPT_NOT_FOUND);
    }

    @Test
    void writesIntoNoProtectedFolder() {
        stack.protections.add(PromptStack.admin(tenant, "Bo"), "locked", null, 0, null);
        var original = stack.text(ann, "open/a", "a").prompt();

        assertError(
                () -> stack.copies.copy(ann, original.name(), null, new PromptName("locked/a")),
                PromptError.PROMPT_FOLDER_PROTECTED);
        assertError(() -> stack.copies.copyFolder(ann, "open", "locked"), PromptError.PROMPT_FOLDER_PROTECTED);
    }

    private void release(String name) {
        stack.releases.release(ann, id(name), PromptLabel.PRODUCTION, 1, ExpectedRelease.anything(), "");
    }

    private PromptId id(String name) {
        return stack.query.byName(ann, new PromptName(name)).orElseThrow().id();
    }

    private String text(String name) {
        var prompt = stack.query.byName(ann, new PromptName(name)).orElseThrow();
        return ((PromptBody.Text)
                        stack.query.version(ann, prompt.id(), prompt.latest()).body())
                .template();
    }

    private static void assertError(ThrowingCallable work, ErrorCode code) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
