package dev.maru.ui.routes;

import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.route.RouteService;
import dev.maru.platform.settings.MaruSettings;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What the parts of the routes pages work with. */
@Component
record RouteTools(RouteService routes, CatalogService catalog, MaruSettings settings, Clock clock) {}
