package dev.maru.gateway.measure;

import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.gateway.catalog.CatalogModel;
import dev.maru.gateway.catalog.CatalogService;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** Says which models are called without a price; an alert ends when the model has one. */
@Service
public class UnpricedAlerts {
    private final TenantDb db;
    private final MeasureQuery query;
    private final CatalogService catalog;

    UnpricedAlerts(TenantDb db, MeasureQuery query, CatalogService catalog) {
        this.db = db;
        this.query = query;
        this.catalog = catalog;
    }

    /** The most called first. */
    public List<UnpricedAlert> open(Caller caller) {
        caller.require(Permission.READ_MODELS);
        var seen = db.inTenant(caller.tenant(), query::unpriced);
        if (seen.isEmpty()) {
            return List.of();
        }
        var unpriced = catalog.models(caller).stream()
                .filter(model -> model.price() == null)
                .collect(Collectors.toMap(CatalogModel::qualifiedName, Function.identity(), (one, other) -> one));
        return seen.stream()
                .flatMap(row -> Stream.ofNullable(unpriced.get(row.model()))
                        .map(model -> new UnpricedAlert(
                                model.id(), row.model(), row.firstSeen(), row.lastSeen(), row.calls())))
                .toList();
    }
}
