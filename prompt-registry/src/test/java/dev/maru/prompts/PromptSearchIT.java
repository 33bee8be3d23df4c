package dev.maru.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.id.PromptId;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.prompts.PromptMatch.Place;
import dev.maru.prompts.content.PromptBody;
import dev.maru.prompts.content.PromptConfig;
import dev.maru.prompts.content.PromptJson;
import dev.maru.prompts.content.TemplateSyntax;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenants;
import java.text.Normalizer;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Finding prompts by words in their names and texts. */
@DatabaseTest
class PromptSearchIT {
    private static final AtomicInteger TENANTS = new AtomicInteger();

    private TestDatabase database;
    private PromptStack stack;
    private Caller ann;

    @BeforeEach
    void start(TestDatabase database) {
        this.database = database;
        stack = new PromptStack(database);
        ann = PromptStack.editor(TestTenants.create(database, "search-" + TENANTS.incrementAndGet()));
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void findsPartsOfWordsInAnyCaseAndLanguage() {
        stack.text(ann, "support/korean", "정말로 환불하시겠습니까? {{name}}");
        stack.text(ann, "support/english", "All Refunds take three days.");

        assertThat(names("환불")).containsExactly("support/korean");
        assertThat(names("환불하시")).containsExactly("support/korean");
        assertThat(names("refund")).containsExactly("support/english");
        assertThat(names("REFUNDS")).containsExactly("support/english");
        assertThat(names("support/")).containsExactly("support/english", "support/korean");
        assertThat(names("100%_")).isEmpty();
    }

    @Test
    void everyWordMustOccurWhereverItStands() {
        stack.service.create(
                ann,
                new NewPrompt(
                        new PromptName("billing/refund"),
                        PromptStack.draft("Say when the money arrives."),
                        "For invoices",
                        List.of("payments"),
                        Set.of()));

        assertThat(names("refund money")).containsExactly("billing/refund");
        assertThat(names("  invoices   PAYMENTS arrives ")).containsExactly("billing/refund");
        assertThat(names("refund nowhere")).isEmpty();
    }

    @Test
    void doesNotMindHowACharacterWasTyped() {
        stack.text(ann, "cafe", Normalizer.normalize("Im Café 환불", Normalizer.Form.NFD));

        assertThat(names("café")).containsExactly("cafe");
        assertThat(names("환불")).containsExactly("cafe");
        assertThat(names(Normalizer.normalize("CAFÉ", Normalizer.Form.NFD))).containsExactly("cafe");
    }

    @Test
    void looksAtTheNewestVersionAndAtThoseWithLabels() {
        var prompt = stack.text(ann, "versions", "first apple").prompt().id();
        stack.service.newVersion(ann, prompt, null, PromptStack.draft("second banana"));
        stack.service.newVersion(ann, prompt, null, PromptStack.draft("third cherry"));

        assertThat(names("cherry")).containsExactly("versions");
        assertThat(names("banana")).isEmpty();

        stack.releases.release(ann, prompt, PromptLabel.PRODUCTION, 2, ExpectedRelease.anything(), "");
        assertThat(names("banana")).containsExactly("versions");
        assertThat(match("banana").version()).isEqualTo(2);

        stack.releases.release(ann, prompt, PromptLabel.PRODUCTION, 1, ExpectedRelease.anything(), "");
        assertThat(names("banana")).isEmpty();
        assertThat(names("apple")).containsExactly("versions");

        stack.releases.removeLabel(ann, prompt, PromptLabel.PRODUCTION, "");
        assertThat(names("apple")).isEmpty();
    }

    @Test
    void saysWhereItFoundThem() {
        var prompt = stack.service.create(
                ann,
                new NewPrompt(
                        new PromptName("where"),
                        PromptStack.draft("x".repeat(100) + "\nWe answer\n  Refunds politely. " + "y".repeat(200)),
                        "A description",
                        List.of("tagged"),
                        Set.of()));

        assertThat(prompt.version().number()).isOne();
        assertThat(match("WHERE")).isEqualTo(new PromptMatch(Place.NAME, null, "", "where", ""));
        assertThat(match("descr")).isEqualTo(new PromptMatch(Place.DESCRIPTION, null, "A ", "descr", "iption"));
        assertThat(match("tagged").place()).isEqualTo(Place.TAGS);
        var text = match("refund");
        assertThat(text.place()).isEqualTo(Place.TEXT);
        assertThat(text.version()).isOne();
        assertThat(text.before()).startsWith("…x").endsWith("We answer ");
        assertThat(text.found()).isEqualTo("Refund");
        assertThat(text.after()).startsWith("s politely. y").endsWith("…");
        assertThat(match("where answer refund").place())
                .as("what holds most of the words")
                .isEqualTo(Place.TEXT);
    }

    @Test
    void looksIntoMessagesAndPartsButNotAtRoles() {
        var body = PromptJson.parse(PromptKind.CHAT, TemplateSyntax.MUSTACHE, """
                [{"role":"system","content":"You are terse."},{"type":"placeholder","name":"history"},
                 {"role":"user","content":[{"type":"text","text":"Look at the invoice"}]},
                 {"role":"assistant","content":null,"tool_calls":[{"id":"c1","function":{"name":"find_order","arguments":"{}"}}]}]
                """);
        stack.service.create(ann, NewPrompt.of(new PromptName("chat"), new PromptDraft(body, PromptConfig.EMPTY, "")));

        assertThat(body).isInstanceOf(PromptBody.Chat.class);
        assertThat(names("invoice")).containsExactly("chat");
        assertThat(names("find_order")).containsExactly("chat");
        assertThat(names("assistant")).isEmpty();
    }

    @Test
    void followsDescriptionsAndArchives() {
        var prompt = stack.text(ann, "moving", "text").prompt().id();
        stack.service.describe(ann, prompt, null, "a whole new description", List.of("fresh"));

        assertThat(names("whole fresh")).containsExactly("moving");

        stack.service.archive(ann, prompt);
        assertThat(names("whole")).isEmpty();
        assertThat(stack.search
                        .page(ann, new PromptFilter("whole", null, null, null, null, true), null, 10)
                        .items())
                .hasSize(1);
    }

    @Test
    void fillsInWhatWasSavedWithoutText() {
        var prompt = stack.text(ann, "older", "written before").prompt().id();
        var other = stack.text(ann, "newer", "written before").prompt().id();
        forget(prompt);
        forget(other);
        assertThat(names("written")).isEmpty();

        stack.backfill.catchUp();

        assertThat(names("written")).containsExactly("newer", "older");
        assertThat(outdated(prompt)).isFalse();
    }

    @Test
    void catchesUpWithAReplicaThatKnowsNoTexts() {
        var prompt = stack.text(ann, "touched", "text").prompt().id();
        assertThat(outdated(prompt)).isFalse();

        database.tenantDb()
                .runInTenant(
                        ann.tenant(),
                        tx -> tx.sql()
                                .execute(
                                        "update prompts.prompt set updated_at = updated_at + interval '1 s', description = 'changed elsewhere' where prompt_id = ?",
                                        prompt.value()));
        assertThat(outdated(prompt)).isTrue();

        stack.backfill.catchUp();

        assertThat(names("elsewhere")).containsExactly("touched");
    }

    private void forget(PromptId prompt) {
        database.tenantDb().runInTenant(ann.tenant(), tx -> {
            tx.sql().execute("delete from prompts.prompt_text where prompt_id = ?", prompt.value());
            tx.sql().execute("update prompts.prompt set searched_at = null where prompt_id = ?", prompt.value());
        });
    }

    private boolean outdated(PromptId prompt) {
        var rows = new SearchRepository();
        return database.systemDb().inSystem((SystemTx tx) -> rows.outdated(tx, 1_000)).stream()
                .anyMatch(each -> each.prompt().equals(prompt));
    }

    private List<String> names(String words) {
        return stack.search.page(ann, filter(words), null, 50).items().stream()
                .map(found -> found.prompt().name().value())
                .toList();
    }

    private PromptMatch match(String words) {
        var found = stack.search.page(ann, filter(words), null, 50).items();
        assertThat(found).hasSize(1);
        return Objects.requireNonNull(found.getFirst().match());
    }

    private static PromptFilter filter(String words) {
        return new PromptFilter(words, null, null, null, null, false);
    }
}
