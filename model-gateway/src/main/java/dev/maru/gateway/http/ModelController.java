package dev.maru.gateway.http;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.id.ModelId;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.catalog.CatalogModel;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.catalog.ModelChange;
import dev.maru.gateway.catalog.NewModel;
import dev.maru.gateway.catalog.NewPrice;
import dev.maru.gateway.catalog.PriceSheet;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The models of a tenant and their prices. */
@RestController
@RequestMapping("/api/tenants/{tenant}/models")
class ModelController {
    private final CatalogService catalog;

    ModelController(CatalogService catalog) {
        this.catalog = catalog;
    }

    record WireModel(
            String id,
            long version,
            String connectionId,
            String qualifiedName,
            String upstreamId,
            String name,
            @Nullable Integer contextWindow,
            @Nullable Integer maxOutputTokens,
            List<String> features,
            String description,
            boolean enabled,
            boolean shared,
            Instant createdAt,
            @Nullable WirePrice price) {
        static WireModel of(CatalogModel model) {
            return new WireModel(
                    model.id().toString(),
                    model.version(),
                    model.connectionId().toString(),
                    model.qualifiedName(),
                    model.upstreamId(),
                    model.name(),
                    model.contextWindow(),
                    model.maxOutputTokens(),
                    model.features(),
                    model.description(),
                    model.enabled(),
                    model.shared(),
                    model.createdAt(),
                    model.price() == null ? null : WirePrice.of(model.price()));
        }
    }

    record WireModels(List<WireModel> items) {}

    /** Prices per million tokens, as decimal strings. */
    record WirePrice(
            String id,
            Instant effectiveFrom,
            String currency,
            @Nullable String uncachedInput,
            @Nullable String cacheRead,
            @Nullable String cacheWrite,
            @Nullable String output,
            @Nullable String reasoning,
            String source) {
        static WirePrice of(PriceSheet sheet) {
            return new WirePrice(
                    sheet.id().toString(),
                    sheet.effectiveFrom(),
                    sheet.currency(),
                    Decimals.plain(sheet.uncachedInput()),
                    Decimals.plain(sheet.cacheRead()),
                    Decimals.plain(sheet.cacheWrite()),
                    Decimals.plain(sheet.output()),
                    Decimals.plain(sheet.reasoning()),
                    sheet.source());
        }
    }

    record WirePrices(List<WirePrice> items) {}

    record WireNewModel(
            @Nullable String connectionId,
            @Nullable String upstreamId,
            @Nullable String name,
            @Nullable Integer contextWindow,
            @Nullable Integer maxOutputTokens,
            @Nullable List<String> features,
            @Nullable String description) {}

    record WireModelChange(
            @Nullable Long version,
            @Nullable String name,
            @Nullable Integer contextWindow,
            @Nullable Integer maxOutputTokens,
            @Nullable List<String> features,
            @Nullable String description,
            @Nullable Boolean enabled) {}

    record WireNewPrice(
            @Nullable Instant effectiveFrom,
            @Nullable String currency,
            @Nullable BigDecimal uncachedInput,
            @Nullable BigDecimal cacheRead,
            @Nullable BigDecimal cacheWrite,
            @Nullable BigDecimal output,
            @Nullable BigDecimal reasoning,
            @Nullable String source) {}

    @GetMapping
    WireModels list(Caller caller) {
        return new WireModels(catalog.models(caller).stream().map(WireModel::of).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    WireModel add(Caller caller, @RequestBody WireNewModel body) {
        var upstreamId = Fields.required("upstreamId", body.upstreamId());
        return WireModel.of(catalog.add(
                caller,
                new NewModel(
                        PathIds.read(ConnectionId::parse, Fields.required("connectionId", body.connectionId())),
                        upstreamId,
                        body.name() == null ? upstreamId : body.name(),
                        body.contextWindow(),
                        body.maxOutputTokens(),
                        body.features() == null ? List.of() : body.features(),
                        body.description() == null ? "" : body.description())));
    }

    @PatchMapping("/{id}")
    WireModel update(Caller caller, @PathVariable String id, @RequestBody WireModelChange body) {
        return WireModel.of(catalog.update(
                caller,
                PathIds.read(ModelId::parse, id),
                new ModelChange(
                        Fields.required("version", body.version()),
                        body.name(),
                        body.contextWindow(),
                        body.maxOutputTokens(),
                        body.features(),
                        body.description(),
                        body.enabled())));
    }

    @GetMapping("/{id}/prices")
    WirePrices prices(Caller caller, @PathVariable String id) {
        return new WirePrices(catalog.prices(caller, PathIds.read(ModelId::parse, id)).stream()
                .map(WirePrice::of)
                .toList());
    }

    @PostMapping("/{id}/prices")
    @ResponseStatus(HttpStatus.CREATED)
    WirePrice addPrice(Caller caller, @PathVariable String id, @RequestBody WireNewPrice body) {
        return WirePrice.of(catalog.addPrice(
                caller,
                PathIds.read(ModelId::parse, id),
                new NewPrice(
                        body.effectiveFrom(),
                        Fields.required("currency", body.currency()),
                        body.uncachedInput(),
                        body.cacheRead(),
                        body.cacheWrite(),
                        body.output(),
                        body.reasoning(),
                        body.source() == null ? "entered" : body.source())));
    }
}
