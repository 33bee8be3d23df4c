package dev.maru.gateway.route;

import dev.maru.core.audit.AuditEvent;
import dev.maru.core.audit.AuditTrail;
import dev.maru.core.id.RouteId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.core.tenancy.TenantTx;
import dev.maru.gateway.GatewayChange;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.catalog.Catalog;
import dev.maru.gateway.catalog.CatalogSnapshot.Resolution;
import dev.maru.platform.change.ChangeFeed;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.springframework.stereotype.Service;

/** The routes of a project: made, changed, tried out, removed. */
@Service
public class RouteService {
    private static final int MOST_ROUTES = 200;

    private final TenantDb db;
    private final RouteRepository routes;
    private final RouteDirectory directory;
    private final RoutePlanner planner;
    private final Catalog catalog;
    private final ChangeFeed changes;
    private final AuditTrail audit;
    private final Clock clock;

    RouteService(
            TenantDb db,
            RouteRepository routes,
            RouteDirectory directory,
            RoutePlanner planner,
            Catalog catalog,
            ChangeFeed changes,
            AuditTrail audit,
            Clock clock) {
        this.db = db;
        this.routes = routes;
        this.directory = directory;
        this.planner = planner;
        this.catalog = catalog;
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
    }

    /** Every route of the project, those that are switched off included. */
    public List<Route> list(Caller caller) {
        caller.require(Permission.READ_MODELS);
        return db.inTenant(caller.tenant(), tx -> routes.list(tx, caller.requireProject()));
    }

    /** The routes that the caller may call now, from memory: switched on, and within what its key allows. */
    public List<Route> callable(Caller caller) {
        caller.require(Permission.READ_MODELS);
        return directory.of(caller.tenant(), caller.requireProject()).stream()
                .filter(route -> Catalog.allowed(caller, route.name()))
                .toList();
    }

    public Route get(Caller caller, RouteId id) {
        caller.require(Permission.READ_MODELS);
        return db.inTenant(caller.tenant(), tx -> find(tx, caller, id));
    }

    public Route create(Caller caller, RouteName name, RouteData data) {
        caller.require(Permission.MANAGE_MODELS);
        checkTargets(caller, data.plan());
        return db.inTenant(caller.tenant(), tx -> {
            if (routes.list(tx, caller.requireProject()).size() >= MOST_ROUTES) {
                throw PlatformException.invalid("name", "a project has at most " + MOST_ROUTES + " routes");
            }
            var now = clock.instant();
            var route = new Route(
                    RouteId.next(),
                    caller.requireProject(),
                    0,
                    name.value(),
                    data.description(),
                    data.plan(),
                    data.enabled(),
                    now,
                    now);
            if (!routes.insert(tx, route)) {
                throw new PlatformException(
                        GatewayError.ROUTE_NAME_TAKEN, "The project has a route \"" + name + "\" already.");
            }
            changed(tx, caller, "route.created", route);
            return route;
        });
    }

    /** Changes everything but the name, which applications know. */
    public Route update(Caller caller, RouteId id, long version, RouteData data) {
        caller.require(Permission.MANAGE_MODELS);
        checkTargets(caller, data.plan());
        return db.inTenant(caller.tenant(), tx -> {
            var old = find(tx, caller, id);
            var next = new Route(
                    id,
                    old.project(),
                    version + 1,
                    old.name(),
                    data.description(),
                    data.plan(),
                    data.enabled(),
                    old.createdAt(),
                    clock.instant());
            if (!routes.update(tx, next, version)) {
                throw new PlatformException(
                        CoreError.STALE_VERSION, "Somebody changed this route meanwhile; read it again.");
            }
            changed(tx, caller, "route.updated", next);
            return next;
        });
    }

    /** Removes a route; calls that name it are refused from then on. */
    public void delete(Caller caller, RouteId id) {
        caller.require(Permission.MANAGE_MODELS);
        db.runInTenant(caller.tenant(), tx -> {
            var route = find(tx, caller, id);
            routes.delete(tx, caller.requireProject(), id);
            changed(tx, caller, "route.deleted", route);
        });
    }

    /**
     * Walks a plan through as a call would, without making one: which targets fit, in what order, and who answers when the
     * given ones fail.
     */
    public Simulation simulate(Caller caller, RoutePlan plan, SampleCall sample) {
        caller.require(Permission.READ_MODELS);
        var traits = sample.traits(plan);
        var choice = planner.choose(
                caller.tenant(), plan, traits, catalog.of(caller.tenant()), model -> true, new Random(sample.seed()));
        return Simulation.of(plan, traits, choice, sample.failures());
    }

    /** A target that is no model would never get a call, and nobody would notice until the day it is needed. */
    private void checkTargets(Caller caller, RoutePlan plan) {
        var snapshot = catalog.of(caller.tenant());
        for (var target : plan.targets()) {
            switch (snapshot.resolve(target.model())) {
                case Resolution.Found _ -> {}
                case Resolution.Ambiguous ambiguous ->
                    throw PlatformException.invalid(
                            "targets.model",
                            "more than one connection offers \"" + target.model() + "\": name one of "
                                    + String.join(", ", ambiguous.choices()));
                case Resolution.Unknown() ->
                    throw PlatformException.invalid(
                            "targets.model", "there is no model \"" + target.model() + "\" that is switched on");
            }
        }
    }

    private Route find(TenantTx tx, Caller caller, RouteId id) {
        return routes.find(tx, Objects.requireNonNull(caller.requireProject()), id)
                .orElseThrow(
                        () -> new PlatformException(GatewayError.ROUTE_NOT_FOUND, "There is no route " + id + "."));
    }

    private void changed(TenantTx tx, Caller caller, String action, Route route) {
        audit.record(tx, caller, AuditEvent.of(action, route.id(), route.name()));
        changes.bump(tx, GatewayChange.KIND);
    }
}
