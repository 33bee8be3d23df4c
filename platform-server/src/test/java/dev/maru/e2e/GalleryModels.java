package dev.maru.e2e;

import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.catalog.CatalogModel;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.catalog.ModelChange;
import dev.maru.gateway.catalog.ModelFacts;
import dev.maru.gateway.catalog.ModelScore;
import dev.maru.gateway.catalog.NewPrice;
import dev.maru.gateway.catalog.PriceTier;
import dev.maru.gateway.catalog.Rates;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Models as a team has them: with facts, prices by tier, scores, measures, and one that has no price. */
record GalleryModels(RunningMaru maru, Caller caller) {
    void fill() {
        var catalog = maru.bean(CatalogService.class);
        for (var model : catalog.models(caller)) {
            if (model.connectionSlug().equals("openai")) {
                describe(catalog, model, model.upstreamId().endsWith("mini"));
            }
        }
        try {
            measure();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void describe(CatalogService catalog, CatalogModel model, boolean small) {
        var retires = small ? LocalDate.now(ZoneOffset.UTC).plusDays(40) : null;
        var unused = catalog.update(
                caller,
                model.id(),
                new ModelChange(
                        model.version(),
                        null,
                        400_000,
                        128_000,
                        List.of("chat", "tools", "structured-output", "vision", "reasoning", "cache", "streaming"),
                        null,
                        null,
                        new ModelFacts(
                                List.of("text", "image", "document"),
                                List.of("text"),
                                LocalDate.of(2025, 8, 7),
                                null,
                                retires)));
        var price = small ? rates("0.25", "0.025", "2") : rates("1.25", "0.125", "10");
        var dearer = small ? rates("0.5", "0.05", "3") : rates("2.5", "0.25", "15");
        var sheet = catalog.addPrice(
                caller,
                model.id(),
                new NewPrice(
                        null,
                        "USD",
                        price,
                        List.of(new PriceTier("standard", 200_000, dearer), new PriceTier("priority", 0, dearer)),
                        "https://example.com/pricing"));
        var score = catalog.putScore(
                caller,
                model.id(),
                new ModelScore(
                        "mt-bench",
                        new BigDecimal(small ? "8.6" : "9.3"),
                        "https://example.com/leaderboard",
                        LocalDate.of(2026, 10, 1)));
    }

    private static Rates rates(String input, String cached, String output) {
        return Rates.of(new BigDecimal(input), new BigDecimal(cached), null, new BigDecimal(output), null);
    }

    private void measure() throws SQLException {
        try (var login = maru.database().superuserConnection();
                var hours = login.prepareStatement("""
                        insert into gateway.model_measure
                        select ?, 'openai/' || m.id, date_trunc('hour', now()) - h * interval '1 hour', 'openai', 40 + h, h % 3, 30, h % 3,
                            jsonb_build_object(72 + (h * 7 + m.slow) % 13, 30, 92 + (h + m.slow) % 5, 8), '{"64": 38}',
                            9000, 110000, now()
                        from generate_series(1, 23) h, (values ('gpt-5', 5), ('gpt-5-mini', 0)) m(id, slow)
                        on conflict do nothing""");
                var alert = login.prepareStatement("""
                        insert into gateway.unpriced_model
                        values (?, 'gpu-cluster/gpt-5', now() - interval '1 day', now(), 42) on conflict do nothing""")) {
            hours.setObject(1, caller.tenant().value());
            hours.execute();
            alert.setObject(1, caller.tenant().value());
            alert.execute();
        }
    }
}
