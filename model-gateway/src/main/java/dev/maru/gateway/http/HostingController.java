package dev.maru.gateway.http;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.catalog.Engine;
import dev.maru.gateway.catalog.Hosting;
import dev.maru.gateway.catalog.HostingService;
import dev.maru.gateway.catalog.HostingService.Hosted;
import dev.maru.gateway.hosting.CostQuestion;
import dev.maru.gateway.hosting.CostReport;
import dev.maru.gateway.hosting.EndpointHealth;
import dev.maru.gateway.hosting.EndpointHealthService;
import dev.maru.gateway.hosting.HostingCostService;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Connections to a tenant's own machines: what they run on, how they are, what they cost. */
@RestController
@RequestMapping("/api/tenants/{tenant}/connections/{id}")
class HostingController {
    private static final int DECIMALS = 6;

    private final HostingService hostings;
    private final EndpointHealthService health;
    private final HostingCostService costs;

    HostingController(HostingService hostings, EndpointHealthService health, HostingCostService costs) {
        this.hostings = hostings;
        this.health = health;
        this.costs = costs;
    }

    record WireHosting(
            long version,
            String engine,
            String gpuType,
            int gpuCount,
            @Nullable String pricePerGpuHour,
            String currency,
            @Nullable Integer maxConcurrency,
            long wakeUpSeconds,
            @Nullable String healthPath,
            @Nullable String metricsPath,
            String utilisation,
            String overhead,
            @Nullable String tokensPerSecond) {
        static WireHosting of(Hosted hosted) {
            var facts = hosted.hosting();
            return new WireHosting(
                    hosted.version(),
                    facts.engine().wireName(),
                    facts.gpuType(),
                    facts.gpuCount(),
                    Decimals.plain(facts.pricePerGpuHour()),
                    facts.currency(),
                    facts.maxConcurrency(),
                    facts.wakeUp().toSeconds(),
                    facts.healthPath(),
                    facts.metricsPath(),
                    facts.utilisation().toPlainString(),
                    facts.overhead().toPlainString(),
                    Decimals.plain(facts.tokensPerSecond()));
        }
    }

    record WireNewHosting(
            @Nullable Long version,
            @Nullable String engine,
            @Nullable String gpuType,
            @Nullable Integer gpuCount,
            @Nullable BigDecimal pricePerGpuHour,
            @Nullable String currency,
            @Nullable Integer maxConcurrency,
            @Nullable Integer wakeUpSeconds,
            @Nullable String healthPath,
            @Nullable String metricsPath,
            @Nullable BigDecimal utilisation,
            @Nullable BigDecimal overhead,
            @Nullable BigDecimal tokensPerSecond) {
        Hosting hosting(String usualCurrency) {
            return new Hosting(
                    Fields.choice(
                            "engine",
                            Fields.required("engine", engine),
                            Engine::ofWireName,
                            "vllm, sglang, tgi, ollama, llama-cpp, lm-studio, tei or other"),
                    gpuType == null ? "" : gpuType.strip(),
                    Fields.required("gpuCount", gpuCount),
                    pricePerGpuHour,
                    currency == null ? usualCurrency : currency,
                    maxConcurrency,
                    Duration.ofSeconds(wakeUpSeconds == null ? 0 : wakeUpSeconds),
                    healthPath,
                    metricsPath,
                    utilisation == null ? Hosting.USUAL_UTILISATION : utilisation,
                    overhead == null ? BigDecimal.ZERO : overhead,
                    tokensPerSecond);
        }
    }

    record WireServed(String id, @Nullable String parent) {}

    /** @param status null: nobody has looked at it yet */
    record WireHealth(
            @Nullable String status,
            @Nullable Instant since,
            @Nullable Instant checkedAt,
            @Nullable Integer waiting,
            @Nullable Integer running,
            @Nullable Double kvCache,
            String sentence,
            List<WireServed> models) {
        static final WireHealth UNKNOWN = new WireHealth(null, null, null, null, null, null, "", List.of());

        static WireHealth of(EndpointHealth health) {
            return new WireHealth(
                    health.status().wireName(),
                    health.since(),
                    health.checkedAt(),
                    health.metrics().waiting(),
                    health.metrics().running(),
                    health.metrics().kvCache(),
                    health.sentence(),
                    health.models().stream()
                            .map(model -> new WireServed(model.id(), model.parent()))
                            .toList());
        }
    }

    record WireBreakEven(
            @Nullable String tokensPerMonth, @Nullable String utilisation, boolean never) {}

    /** Null: not known. Speeds and prices say where they come from. */
    record WireCost(
            String currency,
            int gpus,
            @Nullable String pricePerGpuHour,
            @Nullable String tokensPerSecond,
            String speedSource,
            @Nullable Instant measuredAt,
            @Nullable String measuredUtilisation,
            String utilisation,
            String overhead,
            @Nullable String perHour,
            @Nullable String perMonth,
            @Nullable String perMillion,
            @Nullable String capacityPerMonth,
            @Nullable String against,
            @Nullable String apiPerMillion,
            String apiSource,
            @Nullable WireBreakEven breakEven,
            String verdict) {
        static WireCost of(CostReport report) {
            var own = report.own();
            var even = report.breakEven();
            return new WireCost(
                    report.currency(),
                    report.gpus(),
                    Decimals.plain(report.pricePerGpuHour()),
                    rounded(report.tokensPerSecond()),
                    report.speed().wireName(),
                    report.measuredAt(),
                    rounded(report.measuredUtilisation()),
                    report.utilisation().toPlainString(),
                    report.overhead().toPlainString(),
                    own == null ? null : rounded(own.perHour()),
                    own == null ? null : rounded(own.perMonth()),
                    own == null ? null : rounded(own.perMillion()),
                    own == null
                            ? null
                            : own.capacity().setScale(0, RoundingMode.FLOOR).toPlainString(),
                    report.against(),
                    rounded(report.apiPerMillion()),
                    report.api().wireName(),
                    even == null
                            ? null
                            : new WireBreakEven(
                                    Decimals.plain(even.tokensPerMonth()), rounded(even.utilisation()), even.never()),
                    report.verdict().name().toLowerCase(Locale.ROOT));
        }

        private static @Nullable String rounded(@Nullable BigDecimal value) {
            return value == null ? null : Decimals.plain(value.setScale(DECIMALS, RoundingMode.HALF_EVEN));
        }
    }

    @GetMapping("/hosting")
    WireHosting read(Caller caller, @PathVariable String id) {
        return WireHosting.of(hostings.find(caller, connection(id)));
    }

    @PutMapping("/hosting")
    WireHosting put(Caller caller, @PathVariable String id, @RequestBody WireNewHosting body) {
        return WireHosting.of(hostings.put(caller, connection(id), body.version(), body.hosting(hostings.currency())));
    }

    @DeleteMapping("/hosting")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable String id) {
        hostings.delete(caller, connection(id));
    }

    @GetMapping("/health")
    WireHealth health(Caller caller, @PathVariable String id) {
        return health.find(caller, connection(id)).map(WireHealth::of).orElse(WireHealth.UNKNOWN);
    }

    @GetMapping("/cost")
    WireCost cost(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String against,
            @RequestParam(required = false) @Nullable BigDecimal apiPerMillion,
            @RequestParam(required = false) @Nullable BigDecimal pricePerGpuHour,
            @RequestParam(required = false) @Nullable BigDecimal tokensPerSecond,
            @RequestParam(required = false) @Nullable BigDecimal utilisation,
            @RequestParam(required = false) @Nullable BigDecimal overhead) {
        return WireCost.of(costs.cost(
                caller,
                connection(id),
                new CostQuestion(against, apiPerMillion, pricePerGpuHour, tokensPerSecond, utilisation, overhead)));
    }

    private static ConnectionId connection(String id) {
        return PathIds.read(ConnectionId::parse, id);
    }
}
