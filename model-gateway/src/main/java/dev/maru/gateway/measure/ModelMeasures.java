package dev.maru.gateway.measure;

import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.gateway.measure.MeasureQuery.Hour;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** What the models and connections of a tenant were like in use, measured from its own calls. */
@Service
public class ModelMeasures {
    private final TenantDb db;
    private final MeasureQuery query;
    private final Clock clock;

    ModelMeasures(TenantDb db, MeasureQuery query, Clock clock) {
        this.db = db;
        this.query = query;
        this.clock = clock;
    }

    /**
     * @param models by qualified name
     * @param connections by short name
     */
    public record Measured(Map<String, ModelMeasure> models, Map<String, ModelMeasure> connections) {
        public Measured {
            models = Map.copyOf(models);
            connections = Map.copyOf(connections);
        }
    }

    /** The window ends now and begins with a whole hour. */
    public Measured measured(Caller caller, MeasureWindow window) {
        caller.require(Permission.READ_MODELS);
        var since = clock.instant().minus(window.length()).truncatedTo(ChronoUnit.HOURS);
        var hours = db.inTenant(caller.tenant(), tx -> query.hours(tx, since));
        return new Measured(by(hours, Hour::model), by(hours, Hour::connection));
    }

    private static Map<String, ModelMeasure> by(List<Hour> hours, Function<Hour, String> name) {
        return hours.stream().collect(Collectors.groupingBy(name)).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> sum(entry.getKey(), entry.getValue())));
    }

    private static ModelMeasure sum(String name, List<Hour> hours) {
        var durations = new Histogram();
        var firstTokens = new Histogram();
        long attempts = 0;
        long errors = 0;
        long active = 0;
        long failed = 0;
        long tokens = 0;
        long millis = 0;
        for (var hour : hours) {
            durations.add(hour.durations());
            firstTokens.add(hour.firstTokens());
            attempts += hour.attempts();
            errors += hour.errors();
            active += hour.activeMinutes();
            failed += hour.failedMinutes();
            tokens += hour.outputTokens();
            millis += hour.outputMs();
        }
        return new ModelMeasure(
                name,
                attempts,
                attempts == 0 ? null : (double) errors / attempts,
                active == 0 ? null : 1 - (double) failed / active,
                durations.percentile(0.5),
                durations.percentile(0.95),
                firstTokens.percentile(0.5),
                firstTokens.percentile(0.95),
                millis == 0 ? null : tokens * 1000.0 / millis,
                steps(hours));
    }

    private static List<ModelMeasure.Step> steps(List<Hour> hours) {
        var byHour = hours.stream().collect(Collectors.groupingBy(Hour::from, TreeMap::new, Collectors.toList()));
        return byHour.entrySet().stream()
                .map(entry -> {
                    var durations = new Histogram();
                    entry.getValue().forEach(hour -> durations.add(hour.durations()));
                    return new ModelMeasure.Step(
                            entry.getKey(),
                            entry.getValue().stream().mapToLong(Hour::attempts).sum(),
                            entry.getValue().stream().mapToLong(Hour::errors).sum(),
                            durations.percentile(0.5),
                            durations.percentile(0.95));
                })
                .toList();
    }
}
