package dev.maru.gateway.hosting;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import dev.maru.core.tenancy.TenantDb;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.catalog.CallableModel;
import dev.maru.gateway.catalog.Catalog;
import dev.maru.gateway.catalog.CatalogSnapshot.Resolution;
import dev.maru.gateway.catalog.Connection;
import dev.maru.gateway.catalog.ConnectionService;
import dev.maru.gateway.catalog.HostingService;
import dev.maru.gateway.hosting.CostReport.Source;
import dev.maru.gateway.hosting.ThroughputQuery.Busiest;
import dev.maru.gateway.ledger.Pricing;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What the tokens of an endpoint cost, beside those of a hosted model, from the tenant's own calls. */
@Service
public class HostingCostService {
    private static final Duration LOOKED_AT = Duration.ofDays(30);
    private static final BigDecimal SECONDS_A_MINUTE = BigDecimal.valueOf(60);
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final MathContext EXACT = MathContext.DECIMAL64;

    private final TenantDb db;
    private final HostingService hostings;
    private final ConnectionService connections;
    private final Catalog catalog;
    private final ThroughputQuery query;
    private final Clock clock;

    HostingCostService(
            TenantDb db,
            HostingService hostings,
            ConnectionService connections,
            Catalog catalog,
            ThroughputQuery query,
            Clock clock) {
        this.db = db;
        this.hostings = hostings;
        this.connections = connections;
        this.catalog = catalog;
        this.query = query;
        this.clock = clock;
    }

    private record Priced(@Nullable BigDecimal perMillion, Source source) {
        static final Priced UNKNOWN = new Priced(null, Source.UNKNOWN);
    }

    public CostReport cost(Caller caller, ConnectionId id, CostQuestion question) {
        caller.require(Permission.READ_MODELS);
        var hosting = hostings.find(caller, id).hosting();
        var slug = connections.list(caller).stream()
                .filter(connection -> connection.id().equals(id))
                .map(Connection::slug)
                .findFirst()
                .orElseThrow();
        var since = clock.instant().minus(LOOKED_AT);
        var busiest = db.inTenant(caller.tenant(), tx -> query.busiest(tx, slug, since));
        var entered = first(question.tokensPerSecond(), hosting.tokensPerSecond());
        var measured = busiest.map(minute -> minute.tokens().divide(SECONDS_A_MINUTE, EXACT));
        var speed = entered == null ? measured.orElse(null) : entered;
        var price = first(question.pricePerGpuHour(), hosting.pricePerGpuHour());
        var utilisation = question.utilisation() == null ? hosting.utilisation() : question.utilisation();
        var overhead = question.overhead() == null ? hosting.overhead() : question.overhead();
        int gpus = Math.max(1, hosting.gpuCount());
        var own = price == null || speed == null ? null : new HostingCost(gpus, price, speed, utilisation, overhead);
        var api = api(caller, question, slug, since);
        var perMillion = api.perMillion();
        return new CostReport(
                hosting.currency(),
                gpus,
                price,
                speed,
                entered != null ? Source.ENTERED : speed == null ? Source.UNKNOWN : Source.MEASURED,
                entered == null ? busiest.map(Busiest::minute).orElse(null) : null,
                speed == null ? null : used(busiest, speed),
                utilisation,
                overhead,
                own,
                question.against(),
                perMillion,
                api.source(),
                own == null || perMillion == null ? null : own.against(perMillion));
    }

    /** The share of what it could have written since the first day looked at. */
    private static @Nullable BigDecimal used(Optional<Busiest> busiest, BigDecimal speed) {
        var able = speed.multiply(BigDecimal.valueOf(LOOKED_AT.toSeconds()));
        return busiest.map(minutes -> minutes.total().divide(able, EXACT)).orElse(null);
    }

    private Priced api(Caller caller, CostQuestion question, String slug, Instant since) {
        if (question.apiPerMillion() != null) {
            return new Priced(question.apiPerMillion(), Source.ENTERED);
        }
        if (question.against() == null) {
            return Priced.UNKNOWN;
        }
        var model = hosted(caller, question.against());
        var spent = db.inTenant(caller.tenant(), tx -> query.spent(tx, model.qualifiedName(), since));
        if (spent.isPresent()) {
            var sums = spent.get();
            return new Priced(sums.cost().multiply(MILLION).divide(sums.tokens(), EXACT), Source.MEASURED);
        }
        return db.inTenant(caller.tenant(), tx -> query.mix(tx, slug, since))
                .map(mix -> priced(model, mix))
                .orElse(Priced.UNKNOWN);
    }

    private Priced priced(CallableModel model, TokenCounts mix) {
        var cost = Pricing.charge(mix, true, model.priceAt(clock.instant())).cost();
        var total = mix.uncachedInput() + mix.cacheRead() + mix.cacheWrite() + mix.output() + mix.reasoning();
        return cost == null || total == 0
                ? Priced.UNKNOWN
                : new Priced(cost.multiply(MILLION).divide(BigDecimal.valueOf(total), EXACT), Source.PRICED);
    }

    private CallableModel hosted(Caller caller, String name) {
        return switch (catalog.of(caller.tenant()).resolve(name)) {
            case Resolution.Found found -> found.model();
            case Resolution.Ambiguous ambiguous ->
                throw PlatformException.invalid("against", "one of " + String.join(", ", ambiguous.choices()));
            case Resolution.Unknown() ->
                throw new PlatformException(GatewayError.MODEL_NOT_FOUND, "There is no model \"" + name + "\" here.");
        };
    }

    private static @Nullable BigDecimal first(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null ? other : one;
    }
}
