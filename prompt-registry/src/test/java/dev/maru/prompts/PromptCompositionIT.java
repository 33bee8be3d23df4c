package dev.maru.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.id.PromptId;
import dev.maru.core.problem.ErrorCode;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.prompts.content.CanonicalJson;
import dev.maru.prompts.content.DeclaredVariables;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.prompts.content.TemplateSyntax;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.process.Await;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Prompts that refer to others, from saving to serving. */
@DatabaseTest
class PromptCompositionIT {
    private static final PromptSelector LIVE = new PromptSelector.ByLabel(PromptLabel.PRODUCTION);

    private static final AtomicInteger TENANTS = new AtomicInteger();

    private PromptStack stack;
    private Caller ann;

    @BeforeEach
    void start(TestDatabase database) {
        stack = new PromptStack(database);
        ann = PromptStack.editor(TestTenants.create(database, "composed-" + TENANTS.incrementAndGet()));
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    private PromptId live(String name, String template) {
        var id = stack.text(ann, name, template).prompt().id();
        release(id, 1);
        return id;
    }

    private void release(PromptId prompt, int version) {
        stack.releases.release(ann, prompt, PromptLabel.PRODUCTION, version, ExpectedRelease.anything(), "");
    }

    private void save(PromptId prompt, String template) {
        stack.service.newVersion(ann, prompt, null, PromptStack.draft(template));
    }

    private JsonNode fetch(String name) {
        return CanonicalJson.read(new String(
                stack.fetch.fetch(ann, new PromptName(name), LIVE).response(),
                java.nio.charset.StandardCharsets.UTF_8));
    }

    private static void refuses(ErrorCode code, ThrowingCallable work, String... words) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContainingAll(words);
    }

    @Test
    void servesWhatIsPutInAndFollowsTheLabelOfTheChild() {
        var tone = live("tone", "Be kind to {{who}}.");
        live("greeting", "Hello. {{> tone}}");
        var before = fetch("greeting");
        var etag = stack.fetch.fetch(ann, new PromptName("greeting"), LIVE).etag();
        var told = new CopyOnWriteArrayList<PromptEvent>();
        try (var subscription = stack.fetch.subscribe(ann, told::add)) {
            save(tone, "Be brief.");
            release(tone, 2);

            Await.until(
                    "the parent follows",
                    () -> fetch("greeting").path("prompt").stringValue().equals("Hello. Be brief."));
            Await.until(
                    "listeners are told of the parent",
                    () -> told.stream()
                            .anyMatch(event -> event instanceof PromptEvent.Changed changed
                                    && changed.name().value().equals("greeting")));
        }

        assertThat(before.path("prompt").stringValue()).isEqualTo("Hello. Be kind to {{who}}.");
        assertThat(before.at("/variables/0/name").stringValue()).isEqualTo("who");
        assertThat(before.at("/references/0/version").intValue()).isEqualTo(1);
        assertThat(fetch("greeting").at("/references/0/version").intValue()).isEqualTo(2);
        assertThat(stack.fetch.fetch(ann, new PromptName("greeting"), LIVE).etag())
                .isNotEqualTo(etag);
        assertThat(stack.fetch
                        .fetchUnresolved(ann, new PromptName("greeting"), LIVE)
                        .version()
                        .body())
                .isEqualTo(new PromptBody.Text("Hello. {{> tone}}"));
    }

    @Test
    void pinsAReferenceByVersion() {
        var tone = live("pinned-tone", "one");
        live("pinned", "{{> pinned-tone | version=1}}");
        save(tone, "two");
        release(tone, 2);

        Await.until(
                "the child follows", () -> fetch("pinned-tone").path("version").intValue() == 2);
        assertThat(fetch("pinned").path("prompt").stringValue()).isEqualTo("one");
    }

    @Test
    void refusesToSaveWhatLeadsNowhereOrBack() {
        var a = live("a", "x");
        var b = live("b", "{{> a}}");

        refuses(PromptError.PROMPT_REFERENCE_INVALID, () -> save(a, "{{> nobody}}"), "nobody");
        refuses(PromptError.PROMPT_REFERENCE_INVALID, () -> save(a, "{{> b}}"), "a → b → a");
        refuses(PromptError.PROMPT_REFERENCE_INVALID, () -> save(b, "{{> b | label=latest}}"), "b → b");
        assertThat(stack.query.prompt(ann, a).latest()).isEqualTo(1);
    }

    @Test
    void refusesAReleaseThatWouldCloseACircle() {
        var left = live("left", "x");
        var right = live("right", "x");
        save(left, "{{> right}}");
        save(right, "{{> left}}");
        release(left, 2);

        refuses(PromptError.PROMPT_REFERENCE_INVALID, () -> release(right, 2), "right → left → right");
        assertThat(fetch("right").path("prompt").stringValue()).isEqualTo("x");
    }

    @Test
    void refusesToSaveUnderneathWhatIsTooDeepAlready() {
        live("n5", "x");
        for (int i = 4; i >= 0; i--) {
            live("n" + i, "{{> n" + (i + 1) + "}}");
        }
        live("more", "x");
        var last = stack.query.byName(ann, new PromptName("n5")).orElseThrow().id();

        refuses(PromptError.PROMPT_REFERENCE_INVALID, () -> save(last, "{{> more}}"), "more than 5 prompts deep");
    }

    @Test
    void keepsWhatOthersReferTo() {
        var child = live("child", "x");
        var parent = live("parent", "{{> child}}");

        refuses(PromptError.PROMPT_REFERENCED, () -> stack.service.delete(ann, child, "child"), "parent");
        refuses(PromptError.PROMPT_REFERENCED, () -> stack.service.archive(ann, child), "parent");
        refuses(
                PromptError.PROMPT_REFERENCED,
                () -> stack.releases.removeLabel(ann, child, PromptLabel.PRODUCTION, ""),
                "production of child",
                "parent");
        assertThat(stack.query.usedBy(ann, child))
                .containsExactly(new PromptUse(parent, new PromptName("parent"), 1, true));

        stack.service.delete(ann, parent, "parent");
        stack.service.delete(ann, child, "child");
        assertThat(stack.query.byName(ann, new PromptName("child"))).isEmpty();
    }

    @Test
    void rendersWithDeclaredVariablesOfTheParent() {
        live("signature", "{{name}} ({{title}})");
        var draft = new PromptDraft(
                new PromptBody.Text("Yours, {{> signature}}"),
                PromptConfig.EMPTY,
                DeclaredVariables.read(CanonicalJson.read(
                        "[{\"name\":\"title\",\"default\":\"CEO\"},{\"name\":\"name\",\"type\":\"string\"}]")),
                "");
        var letter = stack.service.create(ann, NewPrompt.of(new PromptName("letter"), draft));
        release(letter.prompt().id(), 1);

        var rendered = stack.renderer.render(
                ann, new PromptName("letter"), LIVE, CanonicalJson.read("{\"name\":\"Ann\"}"), null, Map.of());

        assertThat(rendered.text()).isEqualTo("Yours, Ann (CEO)");
        assertThat(stack.query.version(ann, letter.prompt().id(), 1).variables().list())
                .hasSize(2);
    }

    @Test
    void refusesAVersionThatLivePromptsAboveCouldNotTakeIn() {
        var tone = live("tone", "Be kind.");
        live("middle", "{{> tone}}");
        live("top", "{{> middle}} {{> tone | label=latest}}");
        var simple = new PromptDraft(
                new PromptBody.Text(TemplateSyntax.SIMPLE, "Be {brief}."), PromptConfig.EMPTY, "simple");

        refuses(
                PromptError.PROMPT_REFERENCE_INVALID,
                () -> stack.service.newVersion(ann, tone, null, simple),
                "top",
                "Change top first");
        assertThat(stack.query.prompt(ann, tone).latest()).isEqualTo(1);

        var top = stack.query.byName(ann, new PromptName("top")).orElseThrow().id();
        save(top, "{{> middle}}");
        release(top, 2);
        var saved = stack.service.newVersion(ann, tone, null, simple);
        refuses(
                PromptError.PROMPT_REFERENCE_INVALID,
                () -> release(tone, saved.version().number()),
                "middle, which refers to tone",
                "in the syntax simple");
        assertThat(fetch("top").path("prompt").stringValue()).isEqualTo("Be kind.");
    }

    @Test
    void servesWhatBecomesLargeByReferences() {
        live("long", "x".repeat(100_000));
        live("longer", "{{> long}}{{> long}}");
        for (int i = 0; i < 2; i++) {
            assertThat(fetch("longer").path("prompt").stringValue()).hasSize(200_000);
        }
    }

    @Test
    void refusesToSaveAndLabelInOneGoWhatLivePromptsAboveCouldNotTakeIn() {
        live("tone", "Be kind.");
        live("top", "{{> tone}}");
        var simple = new PromptDraft(
                new PromptBody.Text(TemplateSyntax.SIMPLE, "Be {brief}."), PromptConfig.EMPTY, "simple");
        var wanted = new NewPrompt(new PromptName("tone"), simple, "", List.of(), Set.of(PromptLabel.PRODUCTION));

        refuses(
                PromptError.PROMPT_REFERENCE_INVALID,
                () -> stack.service.save(ann, wanted),
                "top, which refers to tone");
        assertThat(fetch("top").path("prompt").stringValue()).isEqualTo("Be kind.");
    }

    @Test
    void isNotHeldUpByPromptsThatNobodyIsServed() {
        var tone = live("tone", "Be kind.");
        var top = live("top", "{{> tone}}");
        stack.service.archive(ann, top);
        var simple = new PromptDraft(
                new PromptBody.Text(TemplateSyntax.SIMPLE, "Be {brief}."), PromptConfig.EMPTY, "simple");
        release(
                tone,
                stack.service.newVersion(ann, tone, null, simple).version().number());
        assertThat(fetch("tone").path("prompt").stringValue()).isEqualTo("Be {brief}.");
    }
}
