package dev.maru.ui.models;

import dev.maru.gateway.ModelGateway;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.catalog.ConnectionKeyService;
import dev.maru.gateway.catalog.ConnectionService;
import dev.maru.gateway.catalog.ConnectionTester;
import dev.maru.gateway.catalog.HostingService;
import dev.maru.gateway.hosting.EndpointHealthService;
import dev.maru.gateway.hosting.HostingCostService;
import dev.maru.gateway.measure.ModelMeasures;
import dev.maru.gateway.measure.UnpricedAlerts;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What the parts of the models page work with. */
@Component
record ModelTools(
        CatalogService catalog,
        ConnectionService connections,
        ConnectionKeyService keys,
        ConnectionTester tester,
        HostingService hostings,
        EndpointHealthService health,
        HostingCostService costs,
        ModelMeasures measures,
        UnpricedAlerts alerts,
        ModelGateway gateway,
        Clock clock) {}
