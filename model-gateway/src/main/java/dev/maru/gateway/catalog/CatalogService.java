package dev.maru.gateway.catalog;

import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.id.ConnectionId;
import dev.maru.core.id.ModelId;
import dev.maru.core.id.PriceId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.gateway.GatewayChange;
import dev.maru.gateway.GatewayError;
import dev.maru.platform.change.ChangeFeed;
import dev.maru.platform.settings.MaruSettings;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The models of a tenant and their prices. */
@Service
public class CatalogService {
    /** With six decimals per million tokens every cost is exact in the ledger's twelve. */
    private static final int PRICE_DECIMALS = 6;

    private static final BigDecimal DEAREST = BigDecimal.valueOf(1_000_000_000);

    private final TenantDb db;
    private final ConnectionRepository connections;
    private final ModelRepository models;
    private final PriceRepository prices;
    private final ConnectionTester tester;
    private final Catalog catalog;
    private final ChangeFeed changes;
    private final AuditTrail audit;
    private final Clock clock;
    private final String currency;

    CatalogService(
            TenantDb db,
            ConnectionRepository connections,
            ModelRepository models,
            PriceRepository prices,
            ConnectionTester tester,
            Catalog catalog,
            ChangeFeed changes,
            AuditTrail audit,
            Clock clock,
            MaruSettings settings) {
        this.db = db;
        this.connections = connections;
        this.models = models;
        this.prices = prices;
        this.tester = tester;
        this.catalog = catalog;
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
        this.currency = settings.currency();
    }

    /** Every model of the tenant, shared and disabled ones included, with the price in force. */
    public List<CatalogModel> models(Caller caller) {
        caller.require(Permission.READ_MODELS);
        return db.inTenant(caller.tenant(), tx -> {
            var inForce = prices.inForce(tx, clock.instant());
            return models.list(tx).stream()
                    .map(model -> model.at(inForce.get(model.id())))
                    .toList();
        });
    }

    /** The models that the caller may call now, from memory: enabled, and within what its key allows. */
    public List<CallableModel> callable(Caller caller) {
        caller.require(Permission.READ_MODELS);
        return catalog.of(caller.tenant()).models().stream()
                .filter(model -> Catalog.allowed(caller, model))
                .toList();
    }

    public CatalogModel add(Caller caller, NewModel wanted) {
        caller.require(Permission.MANAGE_MODELS);
        return db.inTenant(caller.tenant(), tx -> {
            var connection = ownConnection(tx, wanted.connectionId());
            var model = valid(new CatalogModel(
                    ModelId.next(),
                    0,
                    connection.id(),
                    connection.slug(),
                    wanted.upstreamId().strip(),
                    wanted.name().isBlank()
                            ? wanted.upstreamId().strip()
                            : wanted.name().strip(),
                    wanted.contextWindow(),
                    wanted.maxOutputTokens(),
                    wanted.features(),
                    wanted.description(),
                    true,
                    false,
                    clock.instant(),
                    null));
            if (!models.insert(tx, model)) {
                throw new PlatformException(
                        GatewayError.MODEL_EXISTS, "The catalogue has " + model.qualifiedName() + " already.");
            }
            changed(tx, caller, AuditEvent.of("model.added", model.id(), model.qualifiedName()));
            return model;
        });
    }

    public CatalogModel update(Caller caller, ModelId id, ModelChange change) {
        caller.require(Permission.MANAGE_MODELS);
        return db.inTenant(caller.tenant(), tx -> {
            var old = ownModel(tx, id);
            var next = valid(new CatalogModel(
                    id,
                    change.version() + 1,
                    old.connectionId(),
                    old.connectionSlug(),
                    old.upstreamId(),
                    change.name() == null ? old.name() : change.name().strip(),
                    change.contextWindow() == null ? old.contextWindow() : change.contextWindow(),
                    change.maxOutputTokens() == null ? old.maxOutputTokens() : change.maxOutputTokens(),
                    change.features() == null ? old.features() : change.features(),
                    change.description() == null ? old.description() : change.description(),
                    change.enabled() == null ? old.enabled() : change.enabled(),
                    false,
                    old.createdAt(),
                    prices.inForce(tx, clock.instant()).get(id)));
            if (!models.update(tx, next, change.version())) {
                throw new PlatformException(
                        CoreError.STALE_VERSION, "Somebody changed this model meanwhile; read it again.");
            }
            changed(tx, caller, AuditEvent.of("model.updated", id, next.qualifiedName()));
            return next;
        });
    }

    /** Adds the models that the provider lists and the catalogue lacks. */
    public ModelImport importModels(Caller caller, ConnectionId id) {
        caller.require(Permission.MANAGE_MODELS);
        var listed = tester.upstreamModels(caller, id);
        return db.inTenant(caller.tenant(), tx -> {
            var connection = ownConnection(tx, id);
            int added = models.insertMissing(tx, id, listed, clock.instant());
            if (added > 0) {
                changed(
                        tx,
                        caller,
                        AuditEvent.of("models.imported", id, connection.slug())
                                .with(Map.of("added", String.valueOf(added))));
            }
            return new ModelImport(listed.size(), added);
        });
    }

    /** Every sheet of a model, the newest first. */
    public List<PriceSheet> prices(Caller caller, ModelId model) {
        caller.require(Permission.READ_MODELS);
        return db.inTenant(caller.tenant(), tx -> {
            var _ = models.find(tx, model).orElseThrow(() -> noModel(model));
            return prices.list(tx, model);
        });
    }

    public PriceSheet addPrice(Caller caller, ModelId id, NewPrice wanted) {
        caller.require(Permission.MANAGE_MODELS);
        return db.inTenant(caller.tenant(), tx -> {
            var model = ownModel(tx, id);
            var now = clock.instant();
            var sheet = valid(new PriceSheet(
                    PriceId.next(),
                    wanted.effectiveFrom() == null ? now : wanted.effectiveFrom(),
                    wanted.currency(),
                    wanted.uncachedInput(),
                    wanted.cacheRead(),
                    wanted.cacheWrite(),
                    wanted.output(),
                    wanted.reasoning(),
                    wanted.source()));
            if (!prices.insert(tx, id, sheet, now)) {
                throw new PlatformException(
                        GatewayError.PRICE_EXISTS,
                        "This model has a price from exactly that moment on; choose another moment.");
            }
            changed(
                    tx,
                    caller,
                    AuditEvent.of("price.added", id, model.qualifiedName())
                            .with(Map.of("effectiveFrom", sheet.effectiveFrom().toString())));
            return sheet;
        });
    }

    private PriceSheet valid(PriceSheet sheet) {
        if (!sheet.currency().equals(currency)) {
            throw PlatformException.invalid("currency", "this installation accounts in " + currency);
        }
        if (sheet.uncachedInput() == null && sheet.output() == null) {
            throw PlatformException.invalid("output", "give a price for input, for output, or for both; 0 means free");
        }
        price("uncachedInput", sheet.uncachedInput());
        price("cacheRead", sheet.cacheRead());
        price("cacheWrite", sheet.cacheWrite());
        price("output", sheet.output());
        price("reasoning", sheet.reasoning());
        return sheet;
    }

    private static void price(String field, @Nullable BigDecimal price) {
        if (price != null
                && (price.signum() < 0
                        || price.compareTo(DEAREST) > 0
                        || price.stripTrailingZeros().scale() > PRICE_DECIMALS)) {
            throw PlatformException.invalid(
                    field, "per million tokens, not negative, at most " + PRICE_DECIMALS + " decimals");
        }
    }

    private static CatalogModel valid(CatalogModel model) {
        if (model.upstreamId().isEmpty() || model.upstreamId().length() > 200) {
            throw PlatformException.invalid("upstreamId", "1 to 200 characters: what the provider calls the model");
        }
        if (model.name().isEmpty() || model.name().length() > 200) {
            throw PlatformException.invalid("name", "1 to 200 characters");
        }
        positive("contextWindow", model.contextWindow());
        positive("maxOutputTokens", model.maxOutputTokens());
        return model;
    }

    private static void positive(String field, @Nullable Integer value) {
        if (value != null && value < 1) {
            throw PlatformException.invalid(field, "a number of tokens above 0, or nothing");
        }
    }

    private Connection ownConnection(TenantTx tx, ConnectionId id) {
        var connection = connections
                .find(tx, id)
                .map(ConnectionRepository.Stored::connection)
                .orElseThrow(() ->
                        new PlatformException(GatewayError.CONNECTION_NOT_FOUND, "There is no connection " + id + "."));
        if (connection.shared()) {
            throw new PlatformException(
                    GatewayError.CONNECTION_SHARED, "The models of a shared connection are the operator's to choose.");
        }
        return connection;
    }

    private CatalogModel ownModel(TenantTx tx, ModelId id) {
        var model = models.find(tx, id).orElseThrow(() -> noModel(id));
        if (model.shared()) {
            throw new PlatformException(
                    GatewayError.CONNECTION_SHARED, "A shared model and its price are the operator's to change.");
        }
        return model;
    }

    private void changed(TenantTx tx, Caller caller, AuditEvent event) {
        audit.record(tx, caller, event);
        changes.bump(tx, GatewayChange.KIND);
    }

    private static PlatformException noModel(ModelId id) {
        return new PlatformException(GatewayError.MODEL_NOT_FOUND, "There is no model " + id + ".");
    }
}
