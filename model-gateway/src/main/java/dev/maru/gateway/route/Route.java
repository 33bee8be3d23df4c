package dev.maru.gateway.route;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.RouteId;
import java.time.Instant;

/** A name that calls use like a model's. */
public record Route(
        RouteId id,
        ProjectId project,
        long version,
        String name,
        String description,
        RoutePlan plan,
        boolean enabled,
        Instant createdAt,
        Instant changedAt) {}
