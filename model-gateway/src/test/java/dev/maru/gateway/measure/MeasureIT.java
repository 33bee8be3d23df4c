package dev.maru.gateway.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.maru.core.id.RequestId;
import dev.maru.core.tenancy.Role;
import dev.maru.gateway.app.RunningGateway;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.provider.Endpoint;
import dev.maru.testing.provider.Reply.Answer;
import dev.maru.testing.provider.ScriptedProvider;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Measures and alerts from the facts of calls. */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeasureIT {
    private RunningGateway gateway;
    private TestDatabase database;

    @BeforeAll
    void start(TestDatabase database) {
        this.database = database;
        gateway = RunningGateway.start(database);
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private void fact(
            TestTenant tenant, Instant at, String outcome, @Nullable Integer status, long firstMs, long durationMs)
            throws SQLException {
        var request = RequestId.next();
        var day = at.atOffset(ZoneOffset.UTC).toLocalDate();
        try (var login = database.superuserConnection();
                var attempt = login.prepareStatement("""
                        insert into gateway.attempt (tenant_id, project_id, day, request_id, attempt, connection_slug,
                            model, upstream_id, status, outcome, dispatched_at, first_token_ms, duration_ms)
                        values (?, ?, ?, ?, 1, 'a', 'a/m', 'm', ?, ?, ?, ?, ?)""");
                var ledger = login.prepareStatement("""
                        insert into gateway.ledger (tenant_id, project_id, day, request_id, attempt, model,
                            connection_slug, output_tokens, cost, state, at)
                        values (?, ?, ?, ?, 1, 'a/m', 'a', 100, 1, 'exact', ?)""")) {
            int column = 1;
            for (var value : new @Nullable Object[] {
                tenant.tenant().value(),
                tenant.project().value(),
                day,
                request.value(),
                status,
                outcome,
                Timestamp.from(at),
                firstMs,
                durationMs
            }) {
                attempt.setObject(column++, value);
            }
            attempt.execute();
            column = 1;
            for (var value : new Object[] {
                tenant.tenant().value(), tenant.project().value(), day, request.value(), Timestamp.from(at)
            }) {
                ledger.setObject(column++, value);
            }
            ledger.execute();
        }
    }

    @Test
    void addsHoursUpAndReckonsAnHourAnewWhenAFactComesLate() throws SQLException {
        var tenant = TestTenants.create(database, "measured");
        var now = Instant.now().truncatedTo(ChronoUnit.HOURS);
        var random = new Random(17);
        var durations = new ArrayList<Long>();
        for (int i = 0; i < 200; i++) {
            var duration = 100 + (long) Math.exp(random.nextDouble() * 8);
            durations.add(duration);
            fact(tenant, now.minus(1 + i % 3, ChronoUnit.HOURS).plusSeconds(i), "success", 200, 50, duration);
        }
        fact(tenant, now.minus(1, ChronoUnit.HOURS).plusSeconds(1_800), "error", 503, 0, 5);
        fact(tenant, now.minus(1, ChronoUnit.HOURS).plusSeconds(2_400), "error", 429, 0, 5);
        gateway.bean(MeasureKeeper.class).keep();

        var measure = measure(tenant);
        assertThat(measure.attempts()).isEqualTo(202);
        assertThat(measure.errorRate()).isEqualTo(2.0 / 202, within(1e-9));
        // Minutes 0 to 3 of three hours, and two minutes of errors of which one was the provider's failure.
        assertThat(measure.uptime()).isEqualTo(1 - 1.0 / 14, within(1e-9));
        Collections.sort(durations);
        near(measure.p50Ms(), durations.get(99));
        near(measure.p95Ms(), durations.get(189));
        near(measure.firstTokenP50Ms(), 50);
        var wanted = 200
                * 100
                * 1000.0
                / durations.stream().mapToLong(each -> each - 50).sum();
        assertThat(measure.outputPerSecond()).isEqualTo(wanted, within(1e-6));
        assertThat(measure.steps()).hasSize(3);

        fact(tenant, now.minus(3, ChronoUnit.HOURS).plusSeconds(2), "success", 200, 50, 60);
        gateway.bean(MeasureKeeper.class).keep();
        gateway.bean(MeasureKeeper.class).keep();

        assertThat(measure(tenant).attempts()).isEqualTo(203);
        assertThat(gateway.bean(ModelMeasures.class)
                        .measured(tenant.caller(Role.VIEWER), MeasureWindow.DAY)
                        .connections())
                .containsOnlyKeys("a");
    }

    private ModelMeasure measure(TestTenant tenant) {
        return Objects.requireNonNull(gateway.bean(ModelMeasures.class)
                .measured(tenant.caller(Role.VIEWER), MeasureWindow.DAY)
                .models()
                .get("a/m"));
    }

    private static void near(@Nullable Long measured, long exact) {
        assertThat((double) Objects.requireNonNull(measured)).isBetween(exact * 0.95 - 1, exact * 1.05 + 1);
    }

    @Test
    void anUnpricedModelRaisesAnAlertUntilItHasAPrice() {
        var tenant = TestTenants.create(database, "alerted");
        try (var provider = ScriptedProvider.start()) {
            provider.always(Endpoint.CHAT, Answer.of("x"));
            gateway.connect(tenant, "scripted", provider.baseUrl(), DisconnectPolicy.DRAIN);
            var alerts = gateway.bean(UnpricedAlerts.class);
            assertThat(alerts.open(tenant.caller(Role.VIEWER))).isEmpty();
            var body = "{\"model\":\"scripted/scripted-large\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
            gateway.ledger(gateway.chat(tenant, body));
            gateway.ledger(gateway.chat(tenant, body));

            gateway.bean(MeasureKeeper.class).keep();

            assertThat(alerts.open(tenant.caller(Role.VIEWER))).singleElement().satisfies(alert -> {
                assertThat(alert.qualifiedName()).isEqualTo("scripted/scripted-large");
                assertThat(alert.calls()).isEqualTo(2);
            });
            assertThat(alerts.open(TestTenants.create(database, "quiet").caller(Role.VIEWER)))
                    .isEmpty();
            gateway.price(tenant, "1", "1", "1");
            assertThat(alerts.open(tenant.caller(Role.VIEWER))).isEmpty();
        }
    }
}
