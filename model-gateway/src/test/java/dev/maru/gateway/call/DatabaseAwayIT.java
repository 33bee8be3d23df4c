package dev.maru.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.tenancy.Role;
import dev.maru.gateway.app.RunningGateway;
import dev.maru.gateway.cache.CachePolicy;
import dev.maru.gateway.cache.CacheService;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.testing.database.TestCluster;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.process.Await;
import dev.maru.testing.provider.ScriptedProvider;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** PostgreSQL stops and comes back while calls go on. */
class DatabaseAwayIT {
    @Test
    void knownTenantsCallOnAndNothingIsLost() {
        try (var cluster = TestCluster.dedicated();
                var database = TestDatabase.on(cluster);
                var provider = ScriptedProvider.start();
                var gateway = RunningGateway.start(database)) {
            var known = TestTenants.create(database, "known");
            var unknown = TestTenants.create(database, "unknown");
            gateway.connect(known, "scripted", provider.baseUrl(), DisconnectPolicy.DRAIN);
            var models = gateway.get(known, "/v1/models").body();
            var model = models.substring(models.indexOf("scripted/"), models.indexOf('"', models.indexOf("scripted/")));
            var body = "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
            assertThat(gateway.chat(known, body).statusCode()).isEqualTo(200);

            cluster.stop();
            var answers = new ArrayList<HttpResponse<String>>();
            for (int i = 0; i < 20; i++) {
                answers.add(gateway.chat(known, body));
            }
            var refused = gateway.chat(unknown, body);

            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();

            cluster.start();
            for (var answer : answers) {
                assertThat(gateway.ledger(answer)).containsEntry("state", "exact");
                assertThat(gateway.call(answer)).containsEntry("outcome", "success");
            }
            assertThat(gateway.call(refused))
                    .containsEntry("outcome", "rejected")
                    .containsEntry("status", 503);
        }
    }

    @Test
    void aCacheThatCannotBeReachedIsAMissAndFailsNoCall() {
        try (var cluster = TestCluster.dedicated();
                var database = TestDatabase.on(cluster);
                var provider = ScriptedProvider.start();
                var gateway = RunningGateway.start(database)) {
            var tenant = TestTenants.create(database, "caches");
            gateway.connect(tenant, "scripted", provider.baseUrl(), DisconnectPolicy.DRAIN);
            var body = "{\"model\":\"scripted-large\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
            var owner = tenant.caller(Role.OWNER);
            var off = CachePolicy.OFF;
            gateway.bean(CacheService.class)
                    .set(
                            owner,
                            new CachePolicy(
                                    CachePolicy.Mode.EXACT,
                                    false,
                                    off.ttl(),
                                    off.scope(),
                                    null,
                                    off.minSimilarity(),
                                    0));
            gateway.chat(tenant, body);
            assertThat(cache(gateway.chat(tenant, body))).isEqualTo("hit");

            cluster.stop();
            for (int i = 0; i < 5; i++) {
                var answer = gateway.chat(tenant, body);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(cache(answer)).isEqualTo("miss");
            }

            cluster.start();
            Await.until(
                    "the cache is used again",
                    () -> cache(gateway.chat(tenant, body)).equals("hit"));
        }
    }

    private static String cache(HttpResponse<String> answer) {
        return answer.headers().firstValue("maru-cache").orElse("-");
    }
}
