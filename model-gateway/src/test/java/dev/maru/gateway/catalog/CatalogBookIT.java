package dev.maru.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Role;
import dev.maru.gateway.app.RunningGateway;
import dev.maru.testing.database.DatabaseTest;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.database.TestTenants;
import dev.maru.testing.process.Await;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the price book does for a connection to a provider that it knows. */
@DatabaseTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogBookIT {
    private static final Instant LATER = Instant.parse("2027-01-01T00:00:00Z");

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

    /** Written past the service, which would look the provider's address up. */
    private CatalogModel anthropic(TestTenant tenant, String upstreamId) throws SQLException {
        var connection = ConnectionId.next();
        try (var login = database.superuserConnection();
                var insert = login.prepareStatement(
                        "insert into gateway.connection (tenant_id, connection_id, slug, name, kind, base_url, created_at)"
                                + " values (?, ?, 'claude', 'Claude', 'openai', 'https://api.anthropic.com/v1', now())")) {
            insert.setObject(1, tenant.tenant().value());
            insert.setObject(2, connection.value());
            insert.execute();
        }
        return gateway.bean(CatalogService.class)
                .add(
                        tenant.caller(Role.OWNER),
                        new NewModel(connection, upstreamId, upstreamId, null, null, List.of(), ""));
    }

    @Test
    void fillsInWhatNobodyEnteredAndPricesByTheBook() throws SQLException {
        var tenant = TestTenants.create(database, "booked");
        var model = anthropic(tenant, "claude-haiku-5-5");

        assertThat(model.book()).isEqualTo("2026-11");
        assertThat(model.contextWindow()).isEqualTo(1_000_000);
        assertThat(model.features()).contains("tools", "vision", "cache");
        assertThat(model.facts().inputs()).contains("text", "image");
        var callable = callable(tenant);
        var sheet = Objects.requireNonNull(callable.priceAt(LATER));
        assertThat(sheet.uncachedInput()).isEqualByComparingTo("0.1");
        assertThat(callable.maxOutputTokens()).isEqualTo(model.maxOutputTokens());
        assertThat(gateway.select("select upstream_id, tiers::text as tiers from gateway.book_price where price_id = '"
                                + sheet.id().value() + "'")
                        .getFirst())
                .containsEntry("upstream_id", "claude-haiku-5-5")
                .extractingByKey("tiers")
                .asString()
                .contains("100000");
    }

    @Test
    void anOwnPriceComesBeforeTheBooksFromItsMomentOn() throws SQLException {
        var tenant = TestTenants.create(database, "own-price");
        var owner = tenant.caller(Role.OWNER);
        var catalog = gateway.bean(CatalogService.class);
        var model = anthropic(tenant, "claude-haiku-5-5");
        var tier =
                new PriceTier("standard", 50_000, Rates.of(new BigDecimal("8"), null, null, new BigDecimal("9"), null));

        catalog.addPrice(
                owner,
                model.id(),
                new NewPrice(
                        LATER,
                        "USD",
                        Rates.of(new BigDecimal("7"), null, null, new BigDecimal("7"), null),
                        List.of(tier),
                        "contract"));

        Await.until(
                "the price in memory",
                () -> callable(tenant).sheets().getFirst().tiers().equals(List.of(tier)));
        assertThat(Objects.requireNonNull(callable(tenant).priceAt(LATER)).uncachedInput())
                .isEqualByComparingTo("7");
        assertThat(Objects.requireNonNull(callable(tenant).priceAt(LATER.minusSeconds(1)))
                        .uncachedInput())
                .isEqualByComparingTo("0.1");
        assertThat(catalog.prices(owner, model.id())).hasSize(2);
    }

    @Test
    void enteredFactsStandBeforeTheBooksAndScoresCanBeReplaced() throws SQLException {
        var tenant = TestTenants.create(database, "facts");
        var owner = tenant.caller(Role.OWNER);
        var catalog = gateway.bean(CatalogService.class);
        var model = anthropic(tenant, "claude-haiku-5-5");
        var retires = LocalDate.of(2027, 6, 1);
        var facts = new ModelFacts(List.of("text"), List.of(), LocalDate.of(2026, 10, 7), null, retires);

        var changed = catalog.update(
                owner, model.id(), new ModelChange(model.version(), null, 500_000, null, null, null, null, facts));
        catalog.putScore(owner, model.id(), score("8.1"));
        catalog.putScore(owner, model.id(), score("8.2"));

        assertThat(changed.contextWindow()).isEqualTo(500_000);
        var seen = catalog.model(owner, model.id());
        assertThat(seen.facts().retiresOn()).isEqualTo(retires);
        assertThat(seen.facts().inputs()).containsExactly("text");
        assertThat(seen.facts().outputs()).containsExactly("text");
        assertThat(seen.scores())
                .singleElement()
                .satisfies(score -> assertThat(score.value()).isEqualByComparingTo("8.2"));
        catalog.deleteScore(owner, model.id(), "mt-bench");
        assertThat(catalog.model(owner, model.id()).scores()).isEmpty();
        assertThatThrownBy(() -> catalog.update(
                        owner,
                        model.id(),
                        new ModelChange(changed.version(), null, null, null, List.of("telepathy"), null, null)))
                .isInstanceOf(PlatformException.class);
    }

    private static ModelScore score(String value) {
        return new ModelScore(
                "mt-bench", new BigDecimal(value), "https://example.com/board", LocalDate.of(2026, 11, 1));
    }

    private CallableModel callable(TestTenant tenant) {
        return gateway.bean(Catalog.class).of(tenant.tenant()).models().stream()
                .filter(model -> model.connectionSlug().equals("claude"))
                .findFirst()
                .orElseThrow();
    }
}
