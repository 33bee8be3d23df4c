package dev.maru.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.id.PromptId;
import dev.maru.core.id.RequestId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.ErrorCode;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.PromptCall;
import dev.maru.prompts.content.CanonicalJson;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.process.Await;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Labels that send a share of those who ask to other versions. */
@DatabaseTest
class SplitIT {
    private static final AtomicInteger TENANTS = new AtomicInteger();
    private static final PromptLabel LABEL = PromptLabel.PRODUCTION;
    private static final PromptName NAME = new PromptName("split");

    private TestDatabase database;
    private PromptStack stack;
    private TestTenant tenant;
    private Caller ann;
    private PromptId prompt;

    @BeforeEach
    void start(TestDatabase database) {
        this.database = database;
        stack = new PromptStack(database);
        tenant = TestTenants.create(database, "split-" + TENANTS.incrementAndGet());
        ann = PromptStack.editor(tenant);
        prompt = stack.text(ann, "split", "one").prompt().id();
        stack.service.newVersion(ann, prompt, null, PromptStack.draft("two"));
        stack.service.newVersion(ann, prompt, null, PromptStack.draft("three"));
        stack.releases.release(ann, prompt, LABEL, 1, ExpectedRelease.anything(), "");
        Await.until("the release is served", () -> version(null) == 1);
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    private Split start(@Nullable SplitGuard guard, Split.Variant... variants) {
        return stack.splits.start(ann, prompt, new SplitService.Plan(LABEL, List.of(variants), Map.of(), guard));
    }

    private int version(@Nullable String key) {
        try {
            return fetch(key).version().number();
        } catch (PlatformException e) {
            return 0;
        }
    }

    private ServedPrompt fetch(@Nullable String key) {
        return stack.fetch.fetch(ann, NAME, new PromptSelector.ByLabel(LABEL), key, Map.of());
    }

    private static void refuses(ErrorCode code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void servesTheVariantOfTheKeyAndSaysHowToChooseAlike() {
        var split = start(null, new Split.Variant(2, 3_000), new Split.Variant(3, 3_000));
        Await.until("the split is served", () -> fetch("k").variant() != null);

        for (int i = 0; i < 50; i++) {
            var key = "user-" + i;
            var chosen = split.choose(new SplitKey(key, Map.of()));
            int expected = chosen == null ? 1 : chosen;
            assertThat(version(key)).isEqualTo(expected);
            assertThat(fetch(key).variant()).isEqualTo(split.id() + ":" + expected);
        }
        var json = CanonicalJson.read(new String(fetch("a").response(), StandardCharsets.UTF_8));
        assertThat(json.at("/split/id").stringValue()).isEqualTo(split.id().toString());
        assertThat(json.at("/split/control").intValue()).isEqualTo(1);
        assertThat(json.at("/split/variants/1/weight").intValue()).isEqualTo(3_000);
        assertThat(json.get("version").intValue()).isEqualTo(version("a"));
        assertThat(fetch("a").etag()).isEqualTo(fetch("a").etag());
        assertThat(stack.fetch.fetch(ann, NAME, new PromptSelector.ByVersion(2)).variant())
                .isNull();
    }

    @Test
    void rendersCallsWithTheVariantOfTheirEndUser() {
        var split = start(null, new Split.Variant(2, 10_000));
        Await.until("the split is served", () -> version("x") == 2);

        var call = new PromptCall(NAME.value(), null, null, Map.of(), null, Map.of()).in("end-user", Map.of());
        var rendering = new RegisteredPrompts(stack.fetch).render(ann.tenant(), ann.requireProject(), call);

        assertThat(rendering.version()).isEqualTo(2);
        assertThat(rendering.variant()).isEqualTo(split.id() + ":2");
        assertThat(rendering.messagesJson()).contains("two");
    }

    @Test
    void endsWithTheVariantOrWithout() {
        start(null, new Split.Variant(2, 10_000));
        refuses(PromptError.PROMPT_LABEL_SPLIT, () -> start(null, new Split.Variant(3, 1)));
        stack.splits.finish(ann, prompt, LABEL, null, "enough");
        assertThat(stack.query.prompt(ann, prompt).labels()).containsEntry(LABEL, 1);
        refuses(PromptError.PROMPT_SPLIT_NOT_FOUND, () -> stack.splits.finish(ann, prompt, LABEL, null, ""));

        start(null, new Split.Variant(2, 500));
        stack.splits.finish(ann, prompt, LABEL, 2, "better");

        assertThat(stack.query.prompt(ann, prompt).labels()).containsEntry(LABEL, 2);
        assertThat(stack.splits.of(ann, prompt))
                .extracting(split -> split.state() + " " + split.stateReason())
                .containsExactlyInAnyOrder("FINISHED enough", "FINISHED the label was moved");
        Await.until(
                "everybody gets the variant",
                () -> version("anyone") == 2 && fetch("anyone").variant() == null);
    }

    @Test
    void keepsWhoHadAVariantWhenItsShareGrows() {
        var split = start(null, new Split.Variant(2, 1_000));
        var guard = new SplitGuard(50, 0.1, null, null);

        var grown = start(guard, new Split.Variant(2, 4_000));

        assertThat(grown.id()).isEqualTo(split.id());
        assertThat(grown.guard()).isEqualTo(guard);
        assertThat(grown.startedAt()).isEqualTo(split.startedAt());
        assertThat(stack.splits.of(ann, prompt)).containsExactly(grown);
        for (int i = 0; i < 200; i++) {
            var key = new SplitKey("user-" + i, Map.of());
            if (split.choose(key) != null) {
                assertThat(grown.choose(key)).isEqualTo(2);
            }
        }
        refuses(PromptError.PROMPT_LABEL_SPLIT, () -> start(null, new Split.Variant(2, 1), new Split.Variant(3, 1)));
    }

    @Test
    void endsWhenTheLabelIsMoved() {
        start(null, new Split.Variant(2, 10_000));
        stack.releases.release(ann, prompt, LABEL, 3, ExpectedRelease.anything(), "");

        assertThat(stack.splits.of(ann, prompt).getFirst().state()).isEqualTo(Split.State.FINISHED);
        Await.until("the label is served", () -> version("anyone") == 3);
    }

    @Test
    void asksForWhatAReleaseAsks() {
        var viewer = PromptStack.viewer(tenant);
        var plan = new SplitService.Plan(LABEL, List.of(new Split.Variant(2, 1)), Map.of(), null);
        refuses(CoreError.FORBIDDEN, () -> stack.splits.start(viewer, prompt, plan));
        refuses(PromptError.PROMPT_NOT_FOUND, () -> start(null, new Split.Variant(9, 1)));
        refuses(CoreError.INVALID_FIELD, () -> start(null, new Split.Variant(1, 1)));
        stack.protections.add(PromptStack.admin(tenant, "Ada"), "", LABEL, 1, null);
        refuses(PromptError.PROMPT_LABEL_PROTECTED, () -> start(null, new Split.Variant(2, 1)));
    }

    @Test
    void isStoppedByItsGuardWhenAVariantFails() {
        start(new SplitGuard(20, 0.1, null, null), new Split.Variant(2, 5_000));
        call(1, 40, "success");
        // Those whom the split does not mean are no measure.
        call(1, 400, "error", null);
        call(2, 15, "error");
        stack.watch.look();
        assertThat(stack.splits.of(ann, prompt).getFirst().state())
                .as("15 calls are too few")
                .isEqualTo(Split.State.RUNNING);
        call(2, 15, "success");

        stack.watch.look();

        var stopped = stack.splits.of(ann, prompt).getFirst();
        assertThat(stopped.state()).isEqualTo(Split.State.STOPPED);
        assertThat(stopped.stateReason()).contains("50.0 %", "version 2", "0.0 %");
        assertThat(stack.audited).contains("prompt.split_stopped split by split guard");
        Await.until(
                "nobody gets the variant",
                () -> version("anyone") == 1 && fetch("anyone").variant() == null);
    }

    private void call(int version, int times, String outcome) {
        call(version, times, outcome, stack.splits.of(ann, prompt).getFirst().id() + ":" + version);
    }

    private void call(int version, int times, String outcome, @Nullable String variant) {
        for (int i = 0; i < times; i++) {
            database.execute("insert into gateway.call (tenant_id, project_id, day, request_id, origin, protocol,"
                    + " requested_model, prompt_id, prompt_version, prompt_variant, prompt_label, streamed, outcome, status, attempts,"
                    + " usage_state, started_at, duration_ms) values ('"
                    + tenant.tenant().value() + "', '" + tenant.project().value() + "', current_date, '"
                    + RequestId.next().value() + "', 'api', 'openai-chat', 'm', '" + prompt.value() + "', " + version
                    + ", " + (variant == null ? "null" : "'" + variant + "'") + ", 'production', false, '" + outcome
                    + "', 200, 1, 'exact', now(), 100)");
        }
    }
}
