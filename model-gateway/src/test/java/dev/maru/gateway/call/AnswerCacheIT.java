package dev.maru.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.tenancy.Role;
import dev.maru.gateway.app.RunningGateway;
import dev.maru.gateway.cache.CachePolicy.Mode;
import dev.maru.gateway.cache.CachePolicy.Scope;
import dev.maru.gateway.cache.CacheService;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.catalog.ConnectionKind;
import dev.maru.gateway.catalog.ConnectionService;
import dev.maru.gateway.catalog.ConnectionSlug;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.gateway.catalog.NewConnection;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.provider.Reply.Answer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are kept and given again, over real HTTP. */
class AnswerCacheIT extends CacheStack {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void givesTheSameBytesAgainAndSaysWhatItSaved(boolean stream) {
        policy(tenant, Mode.EXACT, Scope.PROJECT);
        provider.script(Answer.of("Open", " at ten."), Answer.of("another"));

        var made = ask("When do you open?", stream, NOTHING);
        var again = ask("When do you open?", stream, NOTHING);

        assertThat(state(made)).isEqualTo("miss");
        assertThat(state(again)).isEqualTo("hit");
        assertThat(again.body()).isEqualTo(made.body()).contains("Open");
        assertThat(again.headers().firstValue("content-type"))
                .isEqualTo(made.headers().firstValue("content-type"));
        assertThat(again.headers().firstValue("maru-model")).contains(MODEL);
        assertThat(again.headers().firstValue("maru-cache-age")).isPresent();
        assertThat(chatsBilled()).isEqualTo(1);
        var first = gateway.call(made);
        assertThat(first).containsEntry("cache", "miss").containsEntry("saved_tokens", null);
        var hit = gateway.call(again);
        assertThat(hit)
                .containsEntry("cache", "hit")
                .containsEntry("outcome", "success")
                .containsEntry("attempts", 0)
                .containsEntry("usage_state", "none")
                .containsEntry("cost", null)
                .containsEntry("model", MODEL)
                .containsEntry("saved_cost", first.get("cost"));
        assertThat(RunningGateway.number(hit, "saved_tokens")).isPositive();
        var stats = gateway.bean(CacheService.class).stats(tenant.caller(Role.OWNER), Duration.ofDays(1));
        assertThat(stats.hits()).isEqualTo(1);
        assertThat(stats.misses()).isEqualTo(1);
        assertThat(stats.answers()).isEqualTo(1);
        assertThat(stats.savedCost()).isEqualByComparingTo((BigDecimal) first.get("cost"));
    }

    @Test
    void worksInEveryProtocolAndKeepsThemApart() {
        policy(tenant, Mode.EXACT, Scope.PROJECT);
        var bodies = Map.of(
                "/v1/chat/completions",
                chat("Hello", false),
                "/v1/responses",
                "{\"model\":\"" + MODEL + "\",\"input\":\"Hello\"}",
                "/v1/messages",
                "{\"model\":\"" + MODEL
                        + "\",\"max_tokens\":99,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}",
                "/v1/embeddings",
                "{\"model\":\"one/scripted-small\",\"input\":\"Hello\"}");
        bodies.forEach((path, body) -> {
            var made = ask(tenant, key, path, body, NOTHING);
            assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
            assertThat(state(made)).as(path).isEqualTo("miss");
            var again = ask(tenant, key, path, body, NOTHING);
            assertThat(state(again)).as(path).isEqualTo("hit");
            assertThat(again.body()).as(path).isEqualTo(made.body());
        });
    }

    @Test
    void findsARequestAgainWhateverTheOrderOfItsFields() {
        policy(tenant, Mode.EXACT, Scope.PROJECT);
        var one = "{\"model\":\"%s\",\"temperature\":0.5,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
                .formatted(MODEL);
        var two =
                "{\"messages\":[{\"content\":\"Hi\",\"role\":\"user\"}],\"model\":\"scripted-large\",\"temperature\":0.5}";

        assertThat(state(ask(tenant, key, "/v1/chat/completions", one, NOTHING)))
                .isEqualTo("miss");
        assertThat(state(ask(tenant, ApiKeyId.next(), "/v1/chat/completions", two, NOTHING)))
                .isEqualTo("hit");
        assertThat(state(ask(tenant, key, "/v1/chat/completions", one.replace("0.5", "0.7"), NOTHING)))
                .isEqualTo("miss");
    }

    @Test
    void looksPastWhoAsksOnlyWhereAModelAloneAnswers() {
        policy(tenant, Mode.EXACT, Scope.PROJECT);
        var owner = tenant.caller(Role.OWNER);
        var hosted = gateway.bean(ConnectionService.class)
                .create(
                        owner,
                        new NewConnection(
                                new ConnectionSlug("claude"),
                                "claude",
                                ConnectionKind.ANTHROPIC,
                                provider.baseUrl().toString(),
                                "sk-test-key-0123456789",
                                DisconnectPolicy.DRAIN));
        gateway.bean(CatalogService.class).importModels(owner, hosted.id());
        var kim = "{\"model\":\"%s\",\"user\":\"kim\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        var lee = kim.replace("kim", "lee");
        var path = "/v1/chat/completions";
        var claude = "claude/scripted-large";

        assertThat(state(ask(tenant, key, path, kim.formatted(claude), NOTHING)))
                .isEqualTo("miss");
        assertThat(state(ask(tenant, key, path, lee.formatted(claude), NOTHING)))
                .isEqualTo("hit");
        assertThat(state(ask(tenant, key, path, kim.formatted(MODEL), NOTHING))).isEqualTo("miss");
        assertThat(state(ask(tenant, key, path, lee.formatted(MODEL), NOTHING)))
                .as("a server of the same protocol may answer by who asks")
                .isEqualTo("miss");
    }

    @Test
    void leavesCallsAloneThatHaveAMemoryElsewhere() {
        policy(tenant, Mode.EXACT, Scope.PROJECT);
        var body = "{\"model\":\"%s\",\"input\":\"Go on\",\"metadata\":{\"order\":\"%s\"}}";

        assertThat(state(ask(tenant, key, "/v1/responses", body.formatted(MODEL, "17"), NOTHING)))
                .isEqualTo("miss");
        assertThat(state(ask(tenant, key, "/v1/responses", body.formatted(MODEL, "18"), NOTHING)))
                .as("answers repeat the metadata")
                .isEqualTo("miss");
        assertThat(state(ask(
                        tenant,
                        key,
                        "/v1/responses",
                        "{\"model\":\"%s\",\"input\":\"Go on\",\"conversation\":\"conv_1\"}".formatted(MODEL),
                        NOTHING)))
                .isEqualTo("bypass");
    }

    @Test
    void keepsTenantsProjectsAndKeysApart() {
        policy(tenant, Mode.SEMANTIC, Scope.KEY, false, "0.5");
        var stranger = tenant();
        policy(stranger, Mode.SEMANTIC, Scope.PROJECT, false, "0.5");
        var body = chat("What is our secret?", false);
        var path = "/v1/chat/completions";

        assertThat(state(ask(tenant, key, path, body, NOTHING))).isEqualTo("miss");
        assertThat(state(ask(stranger, key, path, body, NOTHING))).isEqualTo("miss");
        assertThat(state(ask(tenant, ApiKeyId.next(), path, body, NOTHING))).isEqualTo("miss");
        var project = TestTenants.addProject(database, tenant.tenant(), "second");
        var second = new TestTenant(tenant.tenant(), project, tenant.owner(), tenant.slug());
        policy(second, Mode.SEMANTIC, Scope.KEY, false, "0.5");
        assertThat(state(ask(second, key, path, body, NOTHING))).isEqualTo("miss");
        assertThat(state(ask(tenant, key, path, body, NOTHING))).isEqualTo("hit");
    }

    @Test
    void doesWhatTheCallWants() {
        policy(tenant, Mode.EXACT, Scope.PROJECT);
        var header = "maru-cache-control";

        assertThat(ask("A", false, Map.of(header, "only-if-cached")).statusCode())
                .isEqualTo(412);
        assertThat(state(ask("A", false, Map.of(header, "no-store")))).isEqualTo("miss");
        assertThat(state(ask("A", false, NOTHING))).isEqualTo("miss");
        assertThat(state(ask("A", false, Map.of(header, "only-if-cached")))).isEqualTo("hit");
        assertThat(state(ask("A", false, Map.of(header, "no-cache")))).isEqualTo("miss");
        assertThat(state(ask("A", false, Map.of(header, "max-age=0")))).isEqualTo("miss");
        assertThat(state(ask("A", false, Map.of(header, "max-age=600")))).isEqualTo("hit");
        assertThat(state(ask("A", false, Map.of(header, "no-cache, no-store")))).isEqualTo("bypass");
        var wrong = ask("A", false, Map.of(header, "always"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("maru-cache-control");
    }

    @Test
    void waitsToBeAskedWhereTheProjectWantsThat() {
        policy(tenant, Mode.EXACT, Scope.PROJECT, true, "0.95");

        assertThat(state(ask("B", false, NOTHING))).isEqualTo("-");
        assertThat(state(ask("B", false, Map.of("maru-cache-control", "use")))).isEqualTo("miss");
        assertThat(state(ask("B", false, Map.of("maru-cache-control", "use")))).isEqualTo("hit");
    }

    @Test
    void saysNothingWhereNothingIsCached() {
        assertThat(state(ask("C", false, NOTHING))).isEqualTo("-");
        assertThat(state(ask("C", false, NOTHING))).isEqualTo("-");
        assertThat(chatsBilled()).isEqualTo(2);
    }

    @Test
    void answersOnlyFromTheCacheWhereThatWasAskedEvenIfThereIsNone() {
        assertThat(ask("G", false, Map.of("maru-cache-control", "only-if-cached"))
                        .statusCode())
                .isEqualTo(412);
        assertThat(chatsBilled()).isZero();
    }
}
