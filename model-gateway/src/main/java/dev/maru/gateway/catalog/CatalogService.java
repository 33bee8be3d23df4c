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
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** The models of a tenant and their prices. */
@Service
public class CatalogService {
    private final TenantDb db;
    private final ConnectionRepository connections;
    private final ModelRepository models;
    private final PriceRepository prices;
    private final ScoreRepository scores;
    private final PriceBook book;
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
            ScoreRepository scores,
            PriceBook book,
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
        this.scores = scores;
        this.book = book;
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
            var now = clock.instant();
            var inForce = prices.inForce(tx, now);
            var measured = scores.list(tx);
            var addresses = addresses(tx);
            return models.list(tx).stream()
                    .map(model -> model.seen(
                            inForce.get(model.id()),
                            known(addresses, model),
                            measured.getOrDefault(model.id(), List.of()),
                            now))
                    .toList();
        });
    }

    /** One model, as {@link #models} has it. */
    public CatalogModel model(Caller caller, ModelId id) {
        return models(caller).stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow(() -> noModel(id));
    }

    private Map<ConnectionId, Optional<URI>> addresses(TenantTx tx) {
        return connections.list(tx).stream()
                .collect(Collectors.toMap(
                        Connection::id,
                        connection -> Optional.ofNullable(connection.baseUrl()).map(URI::create)));
    }

    private Optional<BookModel> known(Map<ConnectionId, Optional<URI>> addresses, CatalogModel model) {
        var address = addresses.getOrDefault(model.connectionId(), Optional.empty());
        return book.find(address.orElse(null), model.upstreamId());
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
            var model = ModelRules.valid(new CatalogModel(
                    ModelId.next(),
                    0,
                    connection.id(),
                    connection.slug(),
                    wanted.upstreamId().strip(),
                    null,
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
                    wanted.facts(),
                    null,
                    null,
                    List.of()));
            if (!models.insert(tx, model)) {
                throw new PlatformException(
                        GatewayError.MODEL_EXISTS, "The catalogue has " + model.qualifiedName() + " already.");
            }
            changed(tx, caller, AuditEvent.of("model.added", model.id(), model.qualifiedName()));
            return seen(tx, model);
        });
    }

    public CatalogModel update(Caller caller, ModelId id, ModelChange change) {
        caller.require(Permission.MANAGE_MODELS);
        return db.inTenant(caller.tenant(), tx -> {
            var old = ownModel(tx, id);
            var next = ModelRules.valid(new CatalogModel(
                    id,
                    change.version() + 1,
                    old.connectionId(),
                    old.connectionSlug(),
                    old.upstreamId(),
                    old.parent(),
                    change.name() == null ? old.name() : change.name().strip(),
                    change.contextWindow() == null ? old.contextWindow() : change.contextWindow(),
                    change.maxOutputTokens() == null ? old.maxOutputTokens() : change.maxOutputTokens(),
                    change.features() == null ? old.features() : change.features(),
                    change.description() == null ? old.description() : change.description(),
                    change.enabled() == null ? old.enabled() : change.enabled(),
                    false,
                    old.createdAt(),
                    change.facts() == null ? old.facts() : change.facts(),
                    null,
                    null,
                    List.of()));
            if (!models.update(tx, next, change.version())) {
                throw new PlatformException(
                        CoreError.STALE_VERSION, "Somebody changed this model meanwhile; read it again.");
            }
            changed(tx, caller, AuditEvent.of("model.updated", id, next.qualifiedName()));
            return seen(tx, next);
        });
    }

    private CatalogModel seen(TenantTx tx, CatalogModel model) {
        var now = clock.instant();
        return model.seen(
                prices.inForce(tx, now).get(model.id()),
                known(addresses(tx), model),
                scores.list(tx).getOrDefault(model.id(), List.of()),
                now);
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

    /** Every sheet of a model: its own, the newest first, then the price book's, which count where no own one does. */
    public List<PriceSheet> prices(Caller caller, ModelId id) {
        caller.require(Permission.READ_MODELS);
        return db.inTenant(caller.tenant(), tx -> {
            var model = models.find(tx, id).orElseThrow(() -> noModel(id));
            var known = known(addresses(tx), model).map(BookModel::sheets).orElse(List.of());
            return Stream.concat(prices.list(tx, id).stream(), known.stream()).toList();
        });
    }

    public PriceSheet addPrice(Caller caller, ModelId id, NewPrice wanted) {
        caller.require(Permission.MANAGE_MODELS);
        return db.inTenant(caller.tenant(), tx -> {
            var model = ownModel(tx, id);
            var now = clock.instant();
            var sheet = PriceRules.valid(
                    PriceSheet.of(
                            PriceId.next(),
                            wanted.effectiveFrom() == null ? now : wanted.effectiveFrom(),
                            wanted.currency(),
                            wanted.rates(),
                            wanted.tiers(),
                            wanted.source()),
                    currency);
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

    /** Stores a benchmark's value of a model, in the place of an earlier one. */
    public ModelScore putScore(Caller caller, ModelId id, ModelScore score) {
        caller.require(Permission.MANAGE_MODELS);
        var valid = ModelRules.valid(score);
        return db.inTenant(caller.tenant(), tx -> {
            var model = ownModel(tx, id);
            scores.put(tx, id, valid, clock.instant());
            audit.record(
                    tx,
                    caller,
                    AuditEvent.of("model.scored", id, model.qualifiedName())
                            .with(Map.of(
                                    "benchmark",
                                    valid.benchmark(),
                                    "value",
                                    valid.value().toPlainString())));
            return valid;
        });
    }

    public void deleteScore(Caller caller, ModelId id, String benchmark) {
        caller.require(Permission.MANAGE_MODELS);
        db.runInTenant(caller.tenant(), tx -> {
            var model = ownModel(tx, id);
            if (!scores.delete(tx, id, benchmark)) {
                throw new PlatformException(
                        GatewayError.MODEL_NOT_FOUND, "The model has no score of the benchmark " + benchmark + ".");
            }
            audit.record(
                    tx,
                    caller,
                    AuditEvent.of("model.score-removed", id, model.qualifiedName())
                            .with(Map.of("benchmark", benchmark)));
        });
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
