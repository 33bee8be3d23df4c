package dev.maru.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.id.WebhookId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What webhooks are told of prompts, in the transaction of the change. */
@DatabaseTest
class PromptAnnouncementsIT {
    private static final AtomicInteger SLUGS = new AtomicInteger();
    private static final PromptLabel STAGING = new PromptLabel("staging");

    private final TestDatabase database;
    private final PromptStack stack;
    private final TestTenant tenant;
    private final Caller editor;

    PromptAnnouncementsIT(TestDatabase database) {
        this.database = database;
        stack = new PromptStack(database);
        tenant = TestTenants.create(database, "events-" + SLUGS.incrementAndGet());
        editor = PromptStack.editor(tenant);
    }

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void tellsOfNewVersionsAndMovedLabelsButNotOfWhatTheySay() throws SQLException {
        webhook("{prompt.version.created,prompt.label.moved}", "");
        var prompt = stack.text(editor, "support/reply", "secret words").prompt();
        stack.service.newVersion(editor, prompt.id(), null, PromptStack.draft("more secret words"));
        stack.releases.release(editor, prompt.id(), STAGING, 1, ExpectedRelease.anything(), "first");
        stack.releases.release(editor, prompt.id(), STAGING, 2, ExpectedRelease.anything(), "better");
        stack.releases.rollback(editor, prompt.id(), STAGING, "it was not");
        stack.releases.removeLabel(editor, prompt.id(), STAGING, "done");

        var events = events();
        assertThat(events.toString()).doesNotContain("secret words");
        assertThat(events)
                .extracting(event -> event.get("type").asString())
                .containsExactly(
                        "prompt.version.created",
                        "prompt.version.created",
                        "prompt.label.moved",
                        "prompt.label.moved",
                        "prompt.label.moved",
                        "prompt.label.moved");
        assertThat(events.get(1).get("data").toString())
                .contains(
                        "\"tenant\":\"" + tenant.tenant() + "\"",
                        "\"project\":\"" + tenant.project() + "\"",
                        "\"prompt\":{",
                        "\"id\":\"" + prompt.id() + "\"",
                        "\"name\":\"support/reply\"",
                        "\"version\":2");
        assertThat(events.subList(2, 6))
                .extracting(event ->
                        event.get("data").get("from") + " " + event.get("data").get("to") + " "
                                + event.get("data").get("rollback") + " "
                                + event.get("data").get("reason").asString() + " "
                                + event.get("data").get("by").get("name").asString())
                .containsExactly(
                        "null 1 false first Ann",
                        "1 2 false better Ann",
                        "2 1 true it was not Ann",
                        "1 null false done Ann");
    }

    @Test
    void tellsNothingOfWhatChangesNothing() throws SQLException {
        var prompt = stack.text(editor, "reply", "hello").prompt();
        stack.releases.release(editor, prompt.id(), STAGING, 1, ExpectedRelease.anything(), "");
        webhook("{prompt.version.created,prompt.label.moved}", "");

        stack.service.newVersion(editor, prompt.id(), null, PromptStack.draft("hello"));
        stack.releases.release(editor, prompt.id(), STAGING, 1, ExpectedRelease.anything(), "");

        assertThat(events()).isEmpty();
    }

    @Test
    void tellsNothingOfAChangeThatFails() throws SQLException {
        webhook("{prompt.version.created,prompt.label.moved}", "");
        stack.text(editor, "reply", "hello");
        int before = events().size();

        assertThatThrownBy(() -> database.tenantDb().runInTenant(tenant.tenant(), tx -> {
                    stack.text(editor, "another", "hello");
                    stack.text(editor, "reply", "the name is taken");
                }))
                .isInstanceOf(PlatformException.class);

        assertThat(events()).hasSize(before);
    }

    @Test
    void tellsOnlyWhoWantsToKnow() throws SQLException {
        webhook("{prompt.label.moved}", "support");

        var mine = stack.text(editor, "support/reply", "hello").prompt();
        var other = stack.text(editor, "sales/reply", "hello").prompt();
        stack.releases.release(editor, mine.id(), STAGING, 1, ExpectedRelease.anything(), "");
        stack.releases.release(editor, other.id(), STAGING, 1, ExpectedRelease.anything(), "");

        assertThat(events())
                .singleElement()
                .satisfies(event -> assertThat(event.toString()).contains("support/reply"));
    }

    private void webhook(String types, String folder) {
        database.execute("""
                insert into platform.webhook
                    (tenant_id, project_id, webhook_id, url, event_types, folder, state, secret, created_by, created_at)
                values ('%s', '%s', '%s', 'https://hooks.example/', '%s', '%s', 'active', '', 'Ann', now())
                """.formatted(
                        tenant.tenant().value(),
                        tenant.project().value(),
                        WebhookId.next().value(),
                        types,
                        folder));
    }

    private List<JsonNode> events() throws SQLException {
        var events = new ArrayList<JsonNode>();
        try (var connection = database.superuserConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("select body from platform.webhook_delivery where tenant_id = '"
                                + tenant.tenant().value() + "' order by number")) {
            while (rows.next()) {
                events.add(JsonMapper.shared().readTree(rows.getString(1)));
            }
        }
        return events;
    }
}
