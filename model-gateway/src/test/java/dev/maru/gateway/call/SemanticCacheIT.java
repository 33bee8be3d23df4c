package dev.maru.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.cache.CachePolicy.Mode;
import dev.maru.gateway.cache.CachePolicy.Scope;
import dev.maru.testing.process.Await;
import dev.maru.testing.provider.Endpoint;
import dev.maru.testing.provider.Reply.Answer;
import dev.maru.testing.provider.Reply.Status;
import org.junit.jupiter.api.Test;

/** Answers to questions that mean the same. */
class SemanticCacheIT extends CacheStack {
    @Test
    void findsAQuestionThatMeansTheSameButOnlyInTheSameContext() {
        policy(tenant, Mode.SEMANTIC, Scope.PROJECT, false, "0.6");
        provider.script(Answer.of("At ten."), Answer.of("At nine, sir."));

        assertThat(state(ask("when does the museum open on sunday", false, NOTHING)))
                .isEqualTo("miss");
        var same = ask("when does the museum open on sunday morning", false, NOTHING);
        var unlike = ask("please write a poem about autumn leaves", false, NOTHING);
        var elsewhere = ask(
                tenant,
                key,
                "/v1/chat/completions",
                chat("when does the museum open on sunday", false).replace("Be brief.", "Speak to nobles."),
                NOTHING);

        assertThat(state(same)).isEqualTo("hit");
        assertThat(same.body()).contains("At ten.");
        assertThat(state(unlike)).isEqualTo("miss");
        assertThat(state(elsewhere)).isEqualTo("miss");
        var calls = "select cost, api_key_id from gateway.call where origin = 'cache' and api_key_id is not null"
                + " and tenant_id = '" + tenant.tenant().value() + "'";
        Await.until(
                "the calls for vectors are in the ledger",
                () -> gateway.select(calls).size() >= 4);
        assertThat(gateway.select(calls)).allSatisfy(row -> assertThat(row).containsEntry("api_key_id", key.value()));
    }

    @Test
    void takesNoNumberForAnother() {
        policy(tenant, Mode.SEMANTIC, Scope.PROJECT, false, "0.6");

        assertThat(state(ask("what is the balance of account 1234 please", false, NOTHING)))
                .isEqualTo("miss");
        assertThat(state(ask("what is the balance of account 1235 please", false, NOTHING)))
                .isEqualTo("miss");
        assertThat(state(ask("what is the balance of account 1234", false, NOTHING)))
                .isEqualTo("hit");
    }

    @Test
    void takesAVectorWithoutDirectionForNone() {
        policy(tenant, Mode.SEMANTIC, Scope.PROJECT, false, "0.6");
        provider.always(
                Endpoint.EMBEDDINGS,
                Status.of(200)
                        .withBody(
                                "{\"object\":\"list\",\"data\":[{\"index\":0,\"embedding\":[0,0,0]}],\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}"));

        assertThat(state(ask("one thing", false, NOTHING))).isEqualTo("miss");
        assertThat(state(ask("quite another", false, NOTHING))).isEqualTo("miss");
        assertThat(gateway.select("select 1 from gateway.cached_answer where embedding is not null and tenant_id = '"
                        + tenant.tenant().value() + "'"))
                .isEmpty();
    }

    @Test
    void refusesAModelThatMakesNoVectors() {
        provider.always(Endpoint.EMBEDDINGS, Status.of(404));

        assertThatThrownBy(() -> policy(tenant, Mode.SEMANTIC, Scope.PROJECT))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("embeddingModel");
    }

    @Test
    void goesOnWithoutVectorsWhenTheirModelFails() {
        policy(tenant, Mode.SEMANTIC, Scope.PROJECT);
        provider.always(Endpoint.EMBEDDINGS, Status.of(500));

        assertThat(state(ask("F", false, NOTHING))).isEqualTo("miss");
        assertThat(state(ask("F", false, NOTHING))).isEqualTo("hit");
    }
}
