package dev.maru.gateway.http;

import dev.maru.core.id.ModelId;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.measure.MeasureWindow;
import dev.maru.gateway.measure.ModelMeasure;
import dev.maru.gateway.measure.ModelMeasures;
import dev.maru.gateway.measure.UnpricedAlerts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What models were like in use, and what needs a price. */
@RestController
@RequestMapping("/api/tenants/{tenant}")
class MeasureController {
    private final CatalogService catalog;
    private final ModelMeasures measures;
    private final UnpricedAlerts alerts;

    MeasureController(CatalogService catalog, ModelMeasures measures, UnpricedAlerts alerts) {
        this.catalog = catalog;
        this.measures = measures;
        this.alerts = alerts;
    }

    /** Shares lie between 0 and 1; null: nothing was measured. */
    record WireMeasure(
            String name,
            long attempts,
            @Nullable Double errorRate,
            @Nullable Double uptime,
            @Nullable Long p50Ms,
            @Nullable Long p95Ms,
            @Nullable Long firstTokenP50Ms,
            @Nullable Long firstTokenP95Ms,
            @Nullable Double outputPerSecond) {
        static WireMeasure of(ModelMeasure measure) {
            return new WireMeasure(
                    measure.name(),
                    measure.attempts(),
                    measure.errorRate(),
                    measure.uptime(),
                    measure.p50Ms(),
                    measure.p95Ms(),
                    measure.firstTokenP50Ms(),
                    measure.firstTokenP95Ms(),
                    measure.outputPerSecond());
        }

        static List<WireMeasure> of(Map<String, ModelMeasure> measures) {
            return measures.values().stream()
                    .sorted(Comparator.comparing(ModelMeasure::name))
                    .map(WireMeasure::of)
                    .toList();
        }
    }

    record WireMeasures(String window, List<WireMeasure> models, List<WireMeasure> connections) {}

    record WireStep(
            Instant from,
            long attempts,
            long errors,
            @Nullable Long p50Ms,
            @Nullable Long p95Ms) {}

    /** @param measure null if the model was not called in the window */
    record WireModelMeasure(String window, @Nullable WireMeasure measure, List<WireStep> steps) {}

    record WireAlert(String kind, String modelId, String model, Instant firstSeen, Instant lastSeen, long calls) {}

    record WireAlerts(List<WireAlert> items) {}

    @GetMapping("/models/measures")
    WireMeasures all(Caller caller, @RequestParam(defaultValue = "24h") String window) {
        var wanted = window(window);
        var measured = measures.measured(caller, wanted);
        return new WireMeasures(
                wanted.wireName(), WireMeasure.of(measured.models()), WireMeasure.of(measured.connections()));
    }

    @GetMapping("/models/{id}/measures")
    WireModelMeasure one(Caller caller, @PathVariable String id, @RequestParam(defaultValue = "24h") String window) {
        var wanted = window(window);
        var model = catalog.model(caller, PathIds.read(ModelId::parse, id));
        var measure = measures.measured(caller, wanted).models().get(model.qualifiedName());
        return new WireModelMeasure(
                wanted.wireName(),
                measure == null ? null : WireMeasure.of(measure),
                measure == null
                        ? List.of()
                        : measure.steps().stream()
                                .map(step -> new WireStep(
                                        step.from(), step.attempts(), step.errors(), step.p50Ms(), step.p95Ms()))
                                .toList());
    }

    @GetMapping("/alerts")
    WireAlerts alerts(Caller caller) {
        return new WireAlerts(alerts.open(caller).stream()
                .map(alert -> new WireAlert(
                        "model-unpriced",
                        alert.model().toString(),
                        alert.qualifiedName(),
                        alert.firstSeen(),
                        alert.lastSeen(),
                        alert.calls()))
                .toList());
    }

    private static MeasureWindow window(String name) {
        return Fields.choice("window", name, MeasureWindow::ofWireName, "24h, 7d or 30d");
    }
}
