package dev.maru.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.id.PromptId;
import dev.maru.core.problem.ErrorCode;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.time.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Canaries of protected labels: what an approval lets through, and what it does not. */
@DatabaseTest
class RolloutIT {
    private static final AtomicInteger TENANTS = new AtomicInteger();
    private static final PromptLabel LABEL = PromptLabel.PRODUCTION;

    private FakeClock clock;
    private PromptStack stack;
    private Caller admin;
    private Caller author;
    private Caller asker;
    private Caller reviewer;
    private PromptId prompt;

    @BeforeEach
    void start(TestDatabase database) {
        clock = FakeClock.at("2026-11-25T09:00:00Z");
        stack = new PromptStack(database, clock, null);
        var tenant = TestTenants.create(database, "rollout-" + TENANTS.incrementAndGet());
        admin = PromptStack.admin(tenant, "Ada");
        author = PromptStack.editor(tenant, "Ann");
        asker = PromptStack.editor(tenant, "Bob");
        reviewer = PromptStack.editor(tenant, "Cem");
        prompt = stack.text(author, "team/a", "one").prompt().id();
        for (var text : List.of("two", "three")) {
            stack.service.newVersion(author, prompt, null, PromptStack.draft(text));
        }
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    private Release release(Caller caller, int version) {
        return stack.releases.release(caller, prompt, LABEL, version, ExpectedRelease.anything(), "");
    }

    private @Nullable Integer live() {
        return stack.query.prompt(author, prompt).labels().get(LABEL);
    }

    private static SplitService.Plan share(int version, int weight) {
        return new SplitService.Plan(LABEL, List.of(new Split.Variant(version, weight)), Map.of(), null);
    }

    private static void refuses(ErrorCode code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void sendsAShareOfTheCallersToWhatOthersApprovedForAProtectedLabel() {
        var unused = release(author, 1);
        stack.protections.add(admin, "", LABEL, 1, null);
        var plan = new SplitService.Plan(LABEL, List.of(new Split.Variant(2, 1_000)), Map.of(), null);
        refuses(PromptError.PROMPT_LABEL_PROTECTED, () -> stack.splits.start(asker, prompt, plan));

        var wish = new ReleaseRequestService.Wish(
                LABEL, 2, ExpectedRelease.exactly(1), "carefully", null, new Rollout(1_000, Map.of(), null));
        var request = stack.requests.request(asker, prompt, wish);
        assertThat(stack.splits.of(asker, prompt)).isEmpty();
        var approved = stack.requests.approve(reviewer, request.id(), "");

        assertThat(approved.state()).isEqualTo(ReleaseRequest.State.RELEASED);
        assertThat(approved.rollout()).isEqualTo(wish.rollout());
        assertThat(live()).isEqualTo(1);
        assertThat(stack.splits.of(asker, prompt).getFirst().variants()).containsExactly(new Split.Variant(2, 1_000));

        // What was approved may grow, become everybody's, and nothing else may.
        var half = new SplitService.Plan(LABEL, List.of(new Split.Variant(2, 5_000)), Map.of(), null);
        assertThat(stack.splits.start(asker, prompt, half).variants().getFirst().weight())
                .isEqualTo(5_000);
        var other = new SplitService.Plan(LABEL, List.of(new Split.Variant(3, 5_000)), Map.of(), null);
        refuses(PromptError.PROMPT_LABEL_PROTECTED, () -> stack.splits.start(asker, prompt, other));
        refuses(PromptError.PROMPT_LABEL_PROTECTED, () -> release(asker, 2));
        stack.splits.finish(asker, prompt, LABEL, 2, "fine");
        assertThat(live()).isEqualTo(2);

        // The approval went with its split.
        var again = new SplitService.Plan(LABEL, List.of(new Split.Variant(1, 5_000)), Map.of(), null);
        refuses(PromptError.PROMPT_LABEL_PROTECTED, () -> stack.splits.start(asker, prompt, again));
    }

    @Test
    void takesAnotherApprovalForACanaryThatWasEnded() {
        var unused = release(author, 1);
        stack.protections.add(admin, "", LABEL, 1, null);
        var wish = new ReleaseRequestService.Wish(
                LABEL, 2, ExpectedRelease.exactly(1), "", null, new Rollout(1_000, Map.of(), null));
        stack.requests.approve(
                reviewer, stack.requests.request(asker, prompt, wish).id(), "");
        stack.splits.finish(asker, prompt, LABEL, null, "worse");

        var plan = new SplitService.Plan(LABEL, List.of(new Split.Variant(2, 1_000)), Map.of(), null);
        refuses(PromptError.PROMPT_LABEL_PROTECTED, () -> stack.splits.start(asker, prompt, plan));
    }

    @Test
    void takesNoRequestForAnApprovalThatNeededNone() {
        var unused = release(author, 1);
        var at = clock.instant().plus(Duration.ofHours(1));
        var wish = new ReleaseRequestService.Wish(
                LABEL, 2, ExpectedRelease.exactly(1), "", at, new Rollout(1_000, Map.of(), null));
        stack.requests.request(asker, prompt, wish);
        clock.advance(Duration.ofHours(2));
        stack.due.release();
        assertThat(stack.splits.of(asker, prompt).getFirst().state()).isEqualTo(Split.State.RUNNING);

        stack.protections.add(admin, "", LABEL, 1, null);

        refuses(PromptError.PROMPT_LABEL_PROTECTED, () -> stack.splits.start(asker, prompt, share(2, 10_000)));
        refuses(PromptError.PROMPT_LABEL_PROTECTED, () -> stack.splits.finish(asker, prompt, LABEL, 2, ""));
        assertThat(live()).isEqualTo(1);
    }

    @Test
    void looksAtAnApprovalByTheRulesOfToday() {
        var unused = release(author, 1);
        var rule = stack.protections.add(admin, "", LABEL, 1, null);
        var wish = new ReleaseRequestService.Wish(
                LABEL, 2, ExpectedRelease.exactly(1), "", null, new Rollout(1_000, Map.of(), null));
        stack.requests.approve(
                reviewer, stack.requests.request(asker, prompt, wish).id(), "");
        stack.protections.change(admin, rule.id(), 2);

        refuses(PromptError.PROMPT_LABEL_PROTECTED, () -> stack.splits.finish(asker, prompt, LABEL, 2, ""));
    }

    @Test
    void takesAnApprovalForItsOwnSplitOnly() {
        var unused = release(author, 1);
        stack.protections.add(admin, "", LABEL, 0, null);
        var wish = new ReleaseRequestService.Wish(
                LABEL, 2, ExpectedRelease.exactly(1), "", null, new Rollout(1_000, Map.of(), null));
        stack.requests.approve(
                admin, stack.requests.request(asker, prompt, wish).id(), "");
        stack.splits.finish(asker, prompt, LABEL, null, "");
        stack.splits.start(admin, prompt, share(2, 100));

        refuses(PromptError.PROMPT_LABEL_PROTECTED, () -> stack.splits.start(asker, prompt, share(2, 10_000)));
        refuses(PromptError.PROMPT_LABEL_PROTECTED, () -> stack.splits.finish(asker, prompt, LABEL, 2, ""));
    }
}
