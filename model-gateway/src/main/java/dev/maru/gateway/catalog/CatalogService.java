package dev.maru.gateway.catalog;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.id.ModelId;
import dev.maru.core.tenancy.Caller;
import java.util.List;
import org.springframework.stereotype.Service;

/** The models of a tenant and their prices. */
@Service
public class CatalogService {
    CatalogService() {}

    /** Every model of the tenant, shared and disabled ones included, with the price in force. */
    public List<CatalogModel> models(Caller caller) {
        throw new UnsupportedOperationException();
    }

    /** The models that the caller may call now: enabled, and within what its key allows. */
    public List<CatalogModel> callable(Caller caller) {
        throw new UnsupportedOperationException();
    }

    public CatalogModel add(Caller caller, NewModel model) {
        throw new UnsupportedOperationException();
    }

    public CatalogModel update(Caller caller, ModelId id, ModelChange change) {
        throw new UnsupportedOperationException();
    }

    /** Adds the models that the provider lists and the catalogue lacks. */
    public ModelImport importModels(Caller caller, ConnectionId connection) {
        throw new UnsupportedOperationException();
    }

    /** Every sheet of a model, the newest first. */
    public List<PriceSheet> prices(Caller caller, ModelId model) {
        throw new UnsupportedOperationException();
    }

    public PriceSheet addPrice(Caller caller, ModelId model, NewPrice price) {
        throw new UnsupportedOperationException();
    }
}
