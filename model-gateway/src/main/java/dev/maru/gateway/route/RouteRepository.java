package dev.maru.gateway.route;

import static dev.maru.db.gateway.Tables.ROUTE;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.RouteId;
import dev.maru.core.id.TenantId;
import dev.maru.core.tenancy.SystemTx;
import dev.maru.core.tenancy.TenantTx;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.JSONB;
import org.jooq.Record;
import org.springframework.stereotype.Repository;

/** Stores routes. */
@Repository
class RouteRepository {
    /** The routes that are switched on, for the snapshot. */
    Map<ProjectId, Map<String, Route>> ofTenant(SystemTx tx, TenantId tenant) {
        var routes = new HashMap<ProjectId, Map<String, Route>>();
        tx.sql()
                .selectFrom(ROUTE)
                .where(ROUTE.TENANT_ID.eq(tenant), ROUTE.ENABLED.isTrue())
                .orderBy(ROUTE.NAME)
                .forEach(row -> {
                    var route = route(row);
                    routes.computeIfAbsent(route.project(), project -> new LinkedHashMap<>())
                            .put(route.name(), route);
                });
        return routes;
    }

    List<Route> list(TenantTx tx, ProjectId project) {
        return tx.sql()
                .selectFrom(ROUTE)
                .where(ROUTE.TENANT_ID.eq(tx.tenant()), ROUTE.PROJECT_ID.eq(project))
                .orderBy(ROUTE.NAME)
                .fetch(RouteRepository::route);
    }

    Optional<Route> find(TenantTx tx, ProjectId project, RouteId id) {
        return tx.sql()
                .selectFrom(ROUTE)
                .where(ROUTE.TENANT_ID.eq(tx.tenant()), ROUTE.PROJECT_ID.eq(project), ROUTE.ROUTE_ID.eq(id))
                .fetchOptional(RouteRepository::route);
    }

    /** False if the project has a route of that name. */
    boolean insert(TenantTx tx, Route route) {
        return tx.sql()
                        .insertInto(ROUTE)
                        .set(ROUTE.TENANT_ID, tx.tenant())
                        .set(ROUTE.PROJECT_ID, route.project())
                        .set(ROUTE.ROUTE_ID, route.id())
                        .set(ROUTE.NAME, route.name())
                        .set(ROUTE.DESCRIPTION, route.description())
                        .set(ROUTE.PLAN, JSONB.valueOf(RoutePlanFormat.write(route.plan())))
                        .set(ROUTE.ENABLED, route.enabled())
                        .set(ROUTE.CREATED_AT, route.createdAt())
                        .set(ROUTE.CHANGED_AT, route.changedAt())
                        .set(ROUTE.VERSION, route.version())
                        .onConflict(ROUTE.TENANT_ID, ROUTE.PROJECT_ID, ROUTE.NAME)
                        .doNothing()
                        .execute()
                == 1;
    }

    /** Stores the route unless somebody stored another version since; false then. */
    boolean update(TenantTx tx, Route route, long readVersion) {
        return tx.sql()
                        .update(ROUTE)
                        .set(ROUTE.DESCRIPTION, route.description())
                        .set(ROUTE.PLAN, JSONB.valueOf(RoutePlanFormat.write(route.plan())))
                        .set(ROUTE.ENABLED, route.enabled())
                        .set(ROUTE.CHANGED_AT, route.changedAt())
                        .set(ROUTE.VERSION, readVersion + 1)
                        .where(
                                ROUTE.TENANT_ID.eq(tx.tenant()),
                                ROUTE.PROJECT_ID.eq(route.project()),
                                ROUTE.ROUTE_ID.eq(route.id()),
                                ROUTE.VERSION.eq(readVersion))
                        .execute()
                == 1;
    }

    void delete(TenantTx tx, ProjectId project, RouteId id) {
        tx.sql()
                .deleteFrom(ROUTE)
                .where(ROUTE.TENANT_ID.eq(tx.tenant()), ROUTE.PROJECT_ID.eq(project), ROUTE.ROUTE_ID.eq(id))
                .execute();
    }

    private static Route route(Record row) {
        return new Route(
                row.get(ROUTE.ROUTE_ID),
                row.get(ROUTE.PROJECT_ID),
                row.get(ROUTE.VERSION),
                row.get(ROUTE.NAME),
                row.get(ROUTE.DESCRIPTION),
                RoutePlanFormat.read(row.get(ROUTE.PLAN).data()),
                row.get(ROUTE.ENABLED),
                row.get(ROUTE.CREATED_AT),
                row.get(ROUTE.CHANGED_AT));
    }
}
