package dev.maru.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.PromptId;
import dev.maru.core.id.RequestId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.ErrorCode;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Scope;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.prompts.ReleaseRequest.State;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.time.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Protected labels and folders, approvals, gates and schedules. */
@DatabaseTest
class ReleaseRequestIT {
    private static final AtomicInteger TENANTS = new AtomicInteger();
    private static final PromptLabel LABEL = PromptLabel.PRODUCTION;

    /** Passes versions from 2 on. */
    private static final ReleaseGate GATE = new ReleaseGate() {
        @Override
        public boolean knows(TenantTx tx, ProjectId project, String gate) {
            return gate.equals("quality");
        }

        @Override
        public Verdict judge(TenantTx tx, ProjectId project, String gate, PromptId prompt, int version) {
            return new Verdict(version > 1, "3 of 10 cases failed");
        }
    };

    private FakeClock clock;
    private PromptStack stack;
    private TestTenant tenant;
    private Caller admin;
    private Caller author;
    private Caller asker;
    private Caller reviewer;
    private PromptId prompt;

    @BeforeEach
    void start(TestDatabase database) {
        clock = FakeClock.at("2026-11-25T09:00:00Z");
        stack = new PromptStack(database, clock, GATE);
        tenant = TestTenants.create(database, "releases-" + TENANTS.incrementAndGet());
        admin = PromptStack.admin(tenant, "Ada");
        author = PromptStack.editor(tenant, "Ann");
        asker = PromptStack.editor(tenant, "Bob");
        reviewer = PromptStack.editor(tenant, "Cem");
        prompt = stack.text(author, "team/a", "one").prompt().id();
        save("two");
        save("three");
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    private void save(String text) {
        stack.service.newVersion(author, prompt, null, PromptStack.draft(text));
    }

    private Release release(Caller caller, int version) {
        return stack.releases.release(caller, prompt, LABEL, version, ExpectedRelease.anything(), "");
    }

    private ReleaseRequest ask(Caller caller, int version, @Nullable Instant at) {
        return stack.requests.request(
                caller,
                prompt,
                new ReleaseRequestService.Wish(LABEL, version, ExpectedRelease.anything(), "please", at, null));
    }

    private @Nullable Integer live() {
        return stack.query.prompt(author, prompt).labels().get(LABEL);
    }

    private static void refuses(ErrorCode code, ThrowingCallable work, String... words) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code))
                .satisfies(thrown ->
                        Stream.of(words).forEach(word -> assertThat(thrown).hasMessageContaining(word)));
    }

    private Caller key() {
        var permissions = Stream.of(Scope.PROMPTS_WRITE, Scope.MANAGE)
                .flatMap(scope -> scope.permissions().stream())
                .collect(Collectors.toSet());
        return new Caller(
                new Actor.Key(ApiKeyId.next(), "key", Set.of()),
                tenant.tenant(),
                tenant.project(),
                permissions,
                RequestId.next(),
                null);
    }

    @Test
    void letsOnlyManagersMoveALabelThatIsProtectedWithoutANumber() {
        stack.protections.add(admin, "", LABEL, 0, null);

        refuses(
                PromptError.PROMPT_LABEL_PROTECTED,
                () -> release(author, 1),
                "production of team/a",
                "manages prompts");
        refuses(PromptError.PROMPT_LABEL_PROTECTED, () -> release(key(), 1));
        refuses(
                PromptError.PROMPT_LABEL_PROTECTED,
                () -> stack.service.create(
                        author,
                        new NewPrompt(
                                new PromptName("born/live"), PromptStack.draft("x"), "", List.of(), Set.of(LABEL))));
        assertThat(release(admin, 1).to()).isEqualTo(1);
        var request = ask(asker, 2, null);
        refuses(CoreError.FORBIDDEN, () -> stack.requests.approve(reviewer, request.id(), ""));
        assertThat(stack.requests.approve(admin, request.id(), "fine").state()).isEqualTo(State.RELEASED);
        assertThat(live()).isEqualTo(2);
    }

    @Test
    void releasesWithTheLastApprovalOfOthers() {
        stack.protections.add(admin, "team", LABEL, 2, null);
        refuses(PromptError.PROMPT_LABEL_PROTECTED, () -> release(admin, 1), "2 others");

        var request = ask(asker, 3, null);

        assertThat(request.state()).isEqualTo(State.OPEN);
        refuses(PromptError.PROMPT_REVIEWER_INVOLVED, () -> stack.requests.approve(asker, request.id(), ""), "asked");
        refuses(PromptError.PROMPT_REVIEWER_INVOLVED, () -> stack.requests.approve(author, request.id(), ""), "wrote");
        refuses(CoreError.FORBIDDEN, () -> stack.requests.approve(key(), request.id(), ""), "people");
        assertThat(stack.requests.approve(reviewer, request.id(), "ok").state()).isEqualTo(State.OPEN);
        // Twice the same person is one approval.
        assertThat(stack.requests.approve(reviewer, request.id(), "ok").state()).isEqualTo(State.OPEN);
        assertThat(live()).isNull();
        var released = stack.requests.approve(admin, request.id(), "");

        assertThat(released.state()).isEqualTo(State.RELEASED);
        assertThat(released.reviews()).extracting(ReleaseReview::reviewedBy).containsExactlyInAnyOrder("Cem", "Ada");
        assertThat(live()).isEqualTo(3);
        assertThat(stack.query
                        .releases(author, prompt, null, 1)
                        .items()
                        .getFirst()
                        .reason())
                .isEqualTo("please");
        assertThat(stack.audited)
                .contains(
                        "prompt.release_requested team/a by Bob",
                        "prompt.release_approved team/a by Cem",
                        "prompt.released team/a by Ada");
        refuses(PromptError.PROMPT_REQUEST_CLOSED, () -> stack.requests.approve(admin, request.id(), ""), "released");
    }

    @Test
    void leavesOtherFoldersAndLabelsFree() {
        stack.protections.add(admin, "tea", LABEL, 1, null);
        stack.protections.add(admin, "team", new PromptLabel("staging"), 1, null);

        assertThat(release(author, 1).to()).isEqualTo(1);
    }

    @Test
    void takesTheStrictestOfSeveralProtections() {
        stack.protections.add(admin, "", LABEL, 2, null);
        stack.protections.add(admin, "team", LABEL, 0, null);

        assertThat(ask(asker, 1, null).approvals()).isEqualTo(2);
    }

    @Test
    void rejectsWithOneVoiceAndLetsTheAskerWithdraw() {
        stack.protections.add(admin, "", LABEL, 2, null);
        var first = ask(asker, 2, null);
        refuses(PromptError.PROMPT_REQUEST_PENDING, () -> ask(author, 3, null), "withdraw");

        assertThat(stack.requests.reject(reviewer, first.id(), "too long").stateReason())
                .isEqualTo("too long");
        var second = ask(asker, 2, null);
        refuses(CoreError.FORBIDDEN, () -> stack.requests.withdraw(reviewer, second.id()));
        assertThat(stack.requests.withdraw(asker, second.id()).state()).isEqualTo(State.WITHDRAWN);
        assertThat(stack.requests.of(author, prompt))
                .extracting(ReleaseRequest::state)
                .containsExactlyInAnyOrder(State.REJECTED, State.WITHDRAWN);
        assertThat(stack.requests.pending(author)).isEmpty();
        assertThat(live()).isNull();
    }

    @Test
    void failsARequestWhoseLabelMovedMeanwhile() {
        stack.protections.add(admin, "", LABEL, 0, null);
        release(admin, 1);
        var request = ask(asker, 3, null);
        release(admin, 2);

        var decided = stack.requests.approve(admin, request.id(), "");

        assertThat(decided.state()).isEqualTo(State.FAILED);
        assertThat(decided.stateReason()).contains("names version 2 by now, not version 1");
        assertThat(live()).isEqualTo(2);
    }

    @Test
    void letsAManagerRollBackAloneAndNobodyElse() {
        release(author, 1);
        release(author, 2);
        stack.protections.add(admin, "", LABEL, 2, null);

        refuses(PromptError.PROMPT_LABEL_PROTECTED, () -> stack.releases.rollback(author, prompt, LABEL, ""));
        refuses(PromptError.PROMPT_LABEL_PROTECTED, () -> stack.releases.removeLabel(author, prompt, LABEL, ""));
        assertThat(stack.releases.rollback(admin, prompt, LABEL, "it breaks").to())
                .isEqualTo(1);
    }

    @Test
    void requiresTheGateAtTheReleaseAndAtTheApproval() {
        refuses(CoreError.INVALID_FIELD, () -> stack.protections.add(admin, "", LABEL, 0, "unknown"), "gate");
        stack.protections.add(admin, "", LABEL, 0, "quality");

        refuses(PromptError.PROMPT_GATE_NOT_PASSED, () -> release(admin, 1), "quality", "3 of 10 cases failed");
        var request = ask(asker, 1, null);
        var decided = stack.requests.approve(admin, request.id(), "");
        assertThat(decided.state()).isEqualTo(State.FAILED);
        assertThat(decided.stateReason()).contains("quality");
        assertThat(release(admin, 2).to()).isEqualTo(2);
    }

    @Test
    void releasesAtTheTimeAndNotBefore() {
        refuses(CoreError.INVALID_FIELD, () -> ask(author, 2, clock.instant()), "releaseAt");
        refuses(CoreError.INVALID_REQUEST, () -> ask(author, 2, null), "at once");
        var request = ask(author, 2, clock.instant().plus(Duration.ofHours(1)));
        assertThat(request.state()).isEqualTo(State.APPROVED);

        stack.due.release();
        assertThat(live()).isNull();
        clock.advance(Duration.ofHours(1));
        stack.due.release();
        stack.due.release();

        assertThat(live()).isEqualTo(2);
        assertThat(stack.requests.find(author, request.id()).state()).isEqualTo(State.RELEASED);
        assertThat(stack.query.releases(author, prompt, null, 10).items()).hasSize(1);
    }

    @Test
    void waitsForItsTimeAfterTheApprovalAndFailsIfTheLabelMovedBefore() {
        stack.protections.add(admin, "", LABEL, 1, null);
        var request = ask(asker, 2, clock.instant().plus(Duration.ofMinutes(5)));
        assertThat(stack.requests.approve(reviewer, request.id(), "").state()).isEqualTo(State.APPROVED);
        stack.protections.remove(admin, stack.protections.list(admin).getFirst().id());
        release(author, 3);

        clock.advance(Duration.ofMinutes(5));
        stack.due.release();

        assertThat(stack.requests.find(author, request.id()).state()).isEqualTo(State.FAILED);
        assertThat(live()).isEqualTo(3);
    }

    @Test
    void releasesOnceHoweverManyApproveAtTheSameMoment() throws Exception {
        stack.protections.add(admin, "", LABEL, 1, null);
        var request = ask(asker, 2, null);
        var tries = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 8; i++) {
            var someone = PromptStack.editor(tenant, "R" + i);
            tries.add(() -> {
                try {
                    return stack.requests.approve(someone, request.id(), "").state() == State.RELEASED;
                } catch (PlatformException e) {
                    return false;
                }
            });
        }
        int released = 0;
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result : executor.invokeAll(tries)) {
                released += result.get() ? 1 : 0;
            }
        }

        assertThat(released).isEqualTo(1);
        assertThat(stack.query.releases(author, prompt, null, 10).items()).hasSize(1);
    }

    @Test
    void takesALabelAwayWithThePromptOnlyAsItsProtectionAllows() {
        release(author, 1);
        stack.protections.add(admin, "", LABEL, 2, null);

        refuses(PromptError.PROMPT_LABEL_PROTECTED, () -> stack.service.archive(author, prompt));
        refuses(PromptError.PROMPT_LABEL_PROTECTED, () -> stack.service.delete(author, prompt, "team/a"));
        assertThat(stack.service.archive(admin, prompt).isArchived()).isTrue();
    }

    @Test
    void letsNoKeyAskForWhatItsOwnerCouldApprove() {
        stack.protections.add(admin, "", LABEL, 1, null);

        refuses(CoreError.FORBIDDEN, () -> ask(key(), 2, null), "Only people");
    }

    @Test
    void failsAScheduledReleaseOfALabelThatWasProtectedMeanwhile() {
        var request = ask(author, 2, clock.instant().plus(Duration.ofMinutes(5)));
        stack.protections.add(admin, "", LABEL, 1, null);

        clock.advance(Duration.ofMinutes(5));
        stack.due.release();

        var failed = stack.requests.find(author, request.id());
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.stateReason()).contains("protected by now");
        assertThat(live()).isNull();
    }

    @Test
    void protectsAFolderAgainstWriting() {
        stack.protections.add(admin, "team", null, 0, null);

        refuses(PromptError.PROMPT_FOLDER_PROTECTED, () -> save("four"), "The folder team");
        refuses(PromptError.PROMPT_FOLDER_PROTECTED, () -> stack.text(key(), "team/b", "x"));
        refuses(PromptError.PROMPT_FOLDER_PROTECTED, () -> stack.service.archive(author, prompt));
        refuses(PromptError.PROMPT_FOLDER_PROTECTED, () -> stack.service.delete(author, prompt, "team/a"));
        assertThat(stack.text(author, "other", "x").prompt().latest()).isEqualTo(1);
        assertThat(stack.text(admin, "team/c", "x").prompt().latest()).isEqualTo(1);
    }

    @Test
    void keepsProtectionsToManagersAndOneAPlace() {
        refuses(CoreError.FORBIDDEN, () -> stack.protections.add(author, "", LABEL, 1, null));
        var added = stack.protections.add(admin, "", LABEL, 1, null);
        refuses(PromptError.PROMPT_PROTECTION_EXISTS, () -> stack.protections.add(admin, "", LABEL, 2, null));
        assertThat(stack.protections.change(admin, added.id(), 3).approvals()).isEqualTo(3);
        refuses(CoreError.INVALID_FIELD, () -> stack.protections.change(admin, added.id(), 11), "approvals");
        stack.protections.remove(admin, added.id());
        assertThat(stack.protections.list(author)).isEmpty();
    }

    @Test
    void knowsWhoMayDecide() {
        stack.protections.add(admin, "", LABEL, 1, null);
        var request = ask(asker, 2, null);

        assertThat(stack.requests.mayDecide(reviewer, request)).isTrue();
        assertThat(stack.requests.mayDecide(asker, request)).isFalse();
        assertThat(stack.requests.mayDecide(author, request)).isFalse();
        assertThat(stack.requests.mayDecide(key(), request)).isFalse();
        assertThat(stack.requests.mayDecide(reviewer, stack.requests.approve(reviewer, request.id(), "")))
                .isFalse();
    }
}
