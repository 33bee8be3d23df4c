package dev.maru.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.gateway.app.RunningGateway;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfflineCallIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String QUESTION = """
            {"model":"maru/offline","stream":%s,"messages":[
              {"role":"system","content":"The library opens at nine. Dogs stay outside. Coffee is free on Mondays."},
              {"role":"user","content":"When does the library open?"}]}
            """;

    private RunningGateway gateway;
    private TestTenant tenant;

    @BeforeAll
    void start(TestDatabase database) {
        gateway = RunningGateway.start(database);
        tenant = TestTenants.create(database, "offline");
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void answersWithoutAnyConnection() {
        var response = gateway.chat(tenant, QUESTION.formatted("false"));

        assertThat(response.statusCode()).isEqualTo(200);
        var answer = JSON.readTree(response.body());
        assertThat(answer.at("/choices/0/message/content").asString()).contains("> The library opens at nine.");
        assertThat(answer.at("/system_fingerprint").asString()).isEqualTo("maru-offline");
        assertThat(response.headers().firstValue("maru-model")).contains("maru/offline");
        assertThat(response.headers().firstValue("maru-attempts")).contains("1");
        assertThat(response.headers().firstValue("openai-processing-ms")).isPresent();
        var row = gateway.ledger(response);
        assertThat(row).containsEntry("state", "exact").containsEntry("model", "maru/offline");
        assertThat((BigDecimal) row.get("cost")).isZero();
        assertThat(row.get("output_tokens"))
                .isEqualTo(answer.at("/usage/completion_tokens").asLong());
        assertThat(gateway.call(response)).containsEntry("outcome", "success").containsEntry("usage_state", "exact");
    }

    @Test
    void streamsWordByWordAndHidesUsageThatNobodyAskedFor() {
        var response = gateway.chat(tenant, QUESTION.formatted("true"));

        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream;charset=utf-8");
        var events = response.body().split("\n\n");
        assertThat(events).hasSizeGreaterThan(10);
        assertThat(events[events.length - 1]).isEqualTo("data: [DONE]");
        assertThat(response.body()).doesNotContain("\"usage\"");
        assertThat((Long) gateway.ledger(response).get("output_tokens")).isPositive();
        assertThat(gateway.call(response)).containsEntry("streamed", true);
        assertThat(gateway.call(response).get("first_token_ms")).isNotNull();
    }
}
