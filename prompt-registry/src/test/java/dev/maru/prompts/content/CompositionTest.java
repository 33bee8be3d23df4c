package dev.maru.prompts.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.id.PromptId;
import dev.maru.core.problem.PlatformException;
import dev.maru.prompts.PromptError;
import dev.maru.prompts.PromptKind;
import dev.maru.prompts.PromptName;
import dev.maru.prompts.PromptReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompositionTest {
    private final PromptId root = PromptId.next();
    private final Map<String, Composition.Source> library = new HashMap<>();

    private void put(String name, PromptBody body) {
        library.put(name, new Composition.Source(PromptId.next(), new PromptName(name), 3, hash(body), body));
    }

    private static ContentHash hash(PromptBody body) {
        return ContentHash.of(body, PromptConfig.EMPTY, DeclaredVariables.NONE);
    }

    private Composition.@Nullable Source find(PromptReference reference) {
        return library.get(reference.name().value());
    }

    private Composition.Composed compose(PromptBody body) {
        return Composition.of(root, new PromptName("root"), body, this::find, PromptError.PROMPT_REFERENCE_INVALID);
    }

    private String text(String template) {
        return ((PromptBody.Text) compose(new PromptBody.Text(template)).body()).template();
    }

    private void refuses(String template, String... words) {
        assertThatThrownBy(() -> text(template))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        e -> assertThat(e.code()).isEqualTo(PromptError.PROMPT_REFERENCE_INVALID))
                .hasMessageContainingAll(words);
    }

    @Test
    void putsTextsInWithTheirOwnReferencesAndSpecialCharacters() {
        put("shared/tone", new PromptBody.Text("Be {{mood}} \\1 $2{{> shared/end | version=3}}"));
        put("shared/end", new PromptBody.Text("."));

        assertThat(text("A {{> shared/tone}} B {{>shared/tone | label=staging}}"))
                .isEqualTo("A Be {{mood}} \\1 $2. B Be {{mood}} \\1 $2.");
        assertThat(compose(new PromptBody.Text("{{> shared/tone}}")).references())
                .extracting(reference -> reference.reference().toString() + " " + reference.depth())
                .containsExactly("shared/tone (label production) 1", "shared/end (version 3) 2");
    }

    @Test
    void putsTextsIntoMessagesAndPartsAndLeavesCommentsAlone() {
        put("child", new PromptBody.Text("\"quoted\""));
        var chat = PromptJson.parse(PromptKind.CHAT, TemplateSyntax.MUSTACHE, """
                [{"role":"system","content":"{{> child}} {{! not {{> child}}"},
                 {"role":"user","content":[{"type":"text","text":"{{> child}}"}]}]""");

        assertThat(PromptJson.write(compose(chat).body()).toString()).isEqualTo("""
                [{"role":"system","content":"\\"quoted\\" {{! not {{> child}}"},\
                {"role":"user","content":[{"text":"\\"quoted\\"","type":"text"}]}]""");
    }

    @Test
    void readsReferencesOfLangfuseInEitherSyntax() {
        put("a", new PromptBody.Text("x"));
        put("s", new PromptBody.Text(TemplateSyntax.SIMPLE, "y"));

        assertThat(text("@@@langfusePrompt:name=a|label=production@@@!")).isEqualTo("x!");
        var simple = new PromptBody.Text(TemplateSyntax.SIMPLE, "{{> s}} @@@langfusePrompt:name=s|version=1@@@");
        assertThat(compose(simple).body()).isEqualTo(new PromptBody.Text(TemplateSyntax.SIMPLE, "{{> s}} y"));
    }

    @Test
    void refusesWhatLeadsNowhereOrIsOfAnotherKindOrSyntax() {
        put("chat", new PromptBody.Chat(List.of(ChatEntry.Message.of(ChatRole.USER, "x"))));
        put("simple", new PromptBody.Text(TemplateSyntax.SIMPLE, "x"));

        refuses("{{> none}}", "none (label production)", "does not exist");
        refuses("{{> chat}}", "is a chat prompt");
        refuses("{{> simple}}", "syntax simple");
    }

    @Test
    void refusesCyclesThroughAnyVersionAndNamesTheWay() {
        library.put(
                "root",
                new Composition.Source(
                        root, new PromptName("root"), 1, hash(new PromptBody.Text("x")), new PromptBody.Text("x")));
        put("a", new PromptBody.Text("{{> b}}"));
        put("b", new PromptBody.Text("{{> root | version=1}}"));

        refuses("{{> root}}", "root → root");
        refuses("{{> a}}", "root → a → b → root");
    }

    @Test
    void goesFiveDeepAndNoDeeper() {
        put("d6", new PromptBody.Text("end"));
        for (int depth = 5; depth > 0; depth--) {
            put("d" + depth, new PromptBody.Text("{{> d" + (depth + 1) + "}}"));
        }

        assertThat(text("{{> d2}}")).isEqualTo("end");
        refuses("{{> d1}}", "more than 5 deep", "root → d1 → d2 → d3 → d4 → d5 → d6");
    }

    @Test
    void composesEachReferenceOnceHoweverOftenItStands() {
        put("e0", new PromptBody.Text(""));
        for (int i = 1; i <= 4; i++) {
            put("e" + i, new PromptBody.Text(("{{> e" + (i - 1) + "}}").repeat(1_000)));
        }
        var visits = new AtomicInteger();

        Composition.of(
                root,
                new PromptName("root"),
                new PromptBody.Text("{{> e4}}".repeat(1_000)),
                reference -> {
                    visits.incrementAndGet();
                    return find(reference);
                },
                PromptError.PROMPT_REFERENCE_INVALID);

        assertThat(visits).hasValue(5);
    }

    @Test
    void findsACycleBehindAReferenceThatWasComposedBefore() {
        var c = new Composition.Source(
                PromptId.next(), new PromptName("c"), 1, hash(new PromptBody.Text("x")), new PromptBody.Text("x"));
        library.put("c", c);
        put("b", new PromptBody.Text("{{> c}}"));
        var turned = new PromptBody.Text("{{> b}}");
        library.put("c2", new Composition.Source(c.prompt(), new PromptName("c2"), 2, hash(turned), turned));

        assertThat(text("{{> b}}{{> c}}")).isEqualTo("xx");
        refuses("{{> b}}{{> c2}}", "leads back");
    }

    @Test
    void refusesMoreReferencesThanAnybodyNeeds() {
        var many = new StringBuilder();
        for (int i = 0; i <= 200; i++) {
            put("m" + i, new PromptBody.Text("x"));
            many.append("{{> m").append(i).append("}}");
        }
        refuses(many.toString(), "at most 200");
    }

    @Test
    void readsATemplateOnceHoweverManyTagsNeverEnd() {
        var open = "{{!".repeat(300_000) + "@@@langfusePrompt:name=x";

        assertThat(TemplateReferences.in(TemplateSyntax.MUSTACHE, open)).isEmpty();
    }

    @Test
    void boundsWhatReferencesMultiplyTo() {
        put("large", new PromptBody.Text("x".repeat(900_000)));

        assertThatThrownBy(() -> text("{{> large}}".repeat(6)))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        e -> assertThat(e.code()).isEqualTo(PromptError.PROMPT_OUTPUT_TOO_LARGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{> }}", "{{> a | label=}}", "{{> a | version=x}}", "{{> ../a}}", "{{> a | b=c}}"})
    void saysWhereAReferenceIsMalformed(String template) {
        assertThatThrownBy(() -> new PromptBody.Text("\n " + template)).hasMessageContaining("line 2, column 2");
    }
}
