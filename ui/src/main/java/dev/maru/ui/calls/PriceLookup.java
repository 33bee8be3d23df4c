package dev.maru.ui.calls;

import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.call.CallDetail;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.catalog.PriceSheet;
import java.util.Optional;

/** Finds the sheet of prices that a row of the ledger was computed with. */
record PriceLookup(CatalogService catalog, Caller caller) {
    Optional<PriceSheet> sheet(CallDetail.LedgerEntry entry) {
        var price = entry.priceId();
        if (price == null || !caller.may(Permission.READ_MODELS)) {
            return Optional.empty();
        }
        return catalog.models(caller).stream()
                .filter(model -> model.qualifiedName().equals(entry.model()))
                .flatMap(model -> catalog.prices(caller, model.id()).stream())
                .filter(sheet -> sheet.id().equals(price))
                .findFirst();
    }
}
