package dev.maru.prompts.discussion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.id.PromptId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.ErrorCode;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.prompts.PromptError;
import dev.maru.prompts.PromptStack;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DatabaseTest
class DiscussionIT {
    private static final AtomicInteger TENANTS = new AtomicInteger();

    private PromptStack stack;
    private TestTenant tenant;
    private Caller ann;
    private Caller bob;
    private PromptId prompt;
    private DiscussionService discussions;

    @BeforeEach
    void start(TestDatabase database) {
        stack = new PromptStack(database);
        tenant = TestTenants.create(database, "discussion-" + TENANTS.incrementAndGet());
        ann = PromptStack.editor(tenant, "Ann");
        bob = PromptStack.editor(tenant, "Bob");
        prompt = stack.text(ann, "talk", "Be kind and brief.").prompt().id();
        discussions = new DiscussionService(
                database.tenantDb(),
                stack.query,
                new DiscussionRepository(),
                (tx, caller, event) -> stack.audited.add(event.action()),
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    private static void refuses(ErrorCode code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void keepsWhatPeopleSayAtItsPlace() {
        var opened = discussions.open(ann, prompt, 1, 0, 3, 7, "Kind to whom?");
        var answered = discussions.reply(bob, opened.id(), " To guests. ");

        assertThat(answered.anchor().quote()).isEqualTo("kind");
        assertThat(answered.comments())
                .extracting(comment -> comment.writtenBy() + ": " + comment.text())
                .containsExactly("Ann: Kind to whom?", "Bob: To guests.");
        assertThat(discussions.of(bob, prompt)).containsExactly(answered);

        assertThat(discussions.resolve(bob, opened.id()).resolvedBy()).isEqualTo("Bob");
        assertThat(discussions.reopen(ann, opened.id()).isOpen()).isTrue();
    }

    @Test
    void letsPeopleChangeTheirOwnWordsOnly() {
        var thread = discussions.open(ann, prompt, 1, 0, 0, 0, "Hm");
        var comment = thread.comments().getFirst().id();

        refuses(PromptError.PROMPT_COMMENT_OF_ANOTHER, () -> discussions.edit(bob, thread.id(), comment, "Hm!"));
        refuses(CoreError.FORBIDDEN, () -> discussions.delete(bob, thread.id(), comment));
        var edited =
                discussions.edit(ann, thread.id(), comment, "Hm?").comments().getFirst();
        assertThat(edited.text()).isEqualTo("Hm?");
        assertThat(edited.editedAt()).isNotNull();

        discussions.delete(PromptStack.admin(tenant, "Ada"), thread.id(), comment);
        assertThat(discussions.of(ann, prompt)).isEmpty();
        refuses(PromptError.PROMPT_THREAD_NOT_FOUND, () -> discussions.reply(ann, thread.id(), "late"));
    }

    @Test
    void refusesPlacesAndWordsThatAreNone() {
        refuses(PromptError.PROMPT_NOT_FOUND, () -> discussions.open(ann, prompt, 2, 0, 0, 0, "x"));
        refuses(CoreError.INVALID_FIELD, () -> discussions.open(ann, prompt, 1, 0, 0, 99, "x"));
        refuses(CoreError.INVALID_FIELD, () -> discussions.open(ann, prompt, 1, 0, 0, 0, "  "));
        refuses(CoreError.INVALID_FIELD, () -> discussions.open(ann, prompt, 1, 0, 0, 0, "x".repeat(4_001)));
    }

    @Test
    void goesWithItsPrompt() {
        var thread = discussions.open(ann, prompt, 1, 0, 0, 0, "x");
        stack.service.delete(PromptStack.admin(tenant, "Ada"), prompt, "talk");
        refuses(PromptError.PROMPT_THREAD_NOT_FOUND, () -> discussions.reply(ann, thread.id(), "late"));
    }

    @Test
    void staysInItsProject(TestDatabase database) {
        var thread = discussions.open(ann, prompt, 1, 0, 0, 0, "x");
        var stranger = PromptStack.admin(TestTenants.create(database, "stranger-" + TENANTS.incrementAndGet()), "Eve");
        refuses(PromptError.PROMPT_THREAD_NOT_FOUND, () -> discussions.reply(stranger, thread.id(), "hello"));
        assertThat(discussions.of(stranger, prompt)).isEmpty();
    }
}
