package dev.maru.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.tenancy.Role;
import dev.maru.gateway.app.RunningGateway;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.process.Await;
import dev.maru.testing.provider.Endpoint;
import dev.maru.testing.provider.Reply.Answer;
import dev.maru.testing.provider.ScriptedProvider;
import dev.maru.testing.provider.Usage;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a call costs where prices are missing or change. */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PriceIT {
    private static final String BODY = "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

    private RunningGateway gateway;
    private ScriptedProvider provider;

    @BeforeAll
    void start(TestDatabase database) {
        gateway = RunningGateway.start(database);
        provider = ScriptedProvider.start();
        provider.always(Endpoint.CHAT, Answer.of("x").withUsage(Usage.of(1_000, 10)));
    }

    @AfterAll
    void stop() {
        gateway.close();
        provider.close();
    }

    private String connected(TestTenant tenant) {
        gateway.connect(tenant, "scripted", provider.baseUrl(), DisconnectPolicy.DRAIN);
        var model = gateway.bean(CatalogService.class)
                .models(tenant.caller(Role.OWNER))
                .getFirst()
                .qualifiedName();
        Await.until(
                "the model to be callable",
                () -> gateway.get(tenant, "/v1/models/" + model).statusCode() == 200);
        return BODY.formatted(model);
    }

    @Test
    void anUnpricedCallCostsNothingKnownAndIsCounted(TestDatabase database) {
        var tenant = TestTenants.create(database, "unpriced");
        var body = connected(tenant);
        var before = unpriced();

        var response = gateway.chat(tenant, body);

        assertThat(response.statusCode()).isEqualTo(200);
        var row = gateway.ledger(response);
        assertThat(row).containsEntry("state", "exact").containsEntry("uncached_input_tokens", 1_000L);
        assertThat(row.get("cost")).isNull();
        assertThat(row.get("price_id")).isNull();
        assertThat(gateway.call(response).get("cost")).isNull();
        assertThat(unpriced()).isEqualTo(before + 1);
    }

    private double unpriced() {
        return gateway.bean(MeterRegistry.class).counter("maru.calls.unpriced").count();
    }

    @Test
    void everyCallIsChargedByTheSheetOfItsDispatch(TestDatabase database) {
        var tenant = TestTenants.create(database, "changing");
        var body = connected(tenant);
        gateway.price(tenant, "1", "1", "1");
        var done = new AtomicBoolean();
        var traffic = Thread.ofVirtual().start(() -> {
            while (!done.get()) {
                gateway.chat(tenant, body);
            }
        });
        for (int price = 2; price <= 5; price++) {
            var seen = price - 1;
            Await.until("calls at the price before", () -> distinctPrices(tenant) >= seen);
            gateway.price(tenant, String.valueOf(price), "1", "1");
        }
        Await.until("calls at every price", () -> distinctPrices(tenant) == 5);
        done.set(true);
        join(traffic);

        var wrong = gateway.select(
                "select l.* from gateway.ledger l left join gateway.price p"
                        + " on p.tenant_id = l.tenant_id and p.price_id = l.price_id"
                        + " where l.tenant_id = '" + tenant.tenant().value() + "' and l.cost is not null"
                        + " and (p.price_id is null or p.effective_from > l.at"
                        + "   or l.cost <> (l.uncached_input_tokens * p.uncached_input + l.output_tokens * p.output) / 1000000)");
        assertThat(wrong).isEmpty();
    }

    private int distinctPrices(TestTenant tenant) {
        var rows = gateway.select("select distinct price_id from gateway.ledger where price_id is not null"
                + " and tenant_id = '" + tenant.tenant().value() + "'");
        return rows.size();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
