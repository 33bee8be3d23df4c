package dev.maru.gateway.http;

import dev.maru.core.id.ModelId;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.http.ModelWire.WireModel;
import dev.maru.gateway.http.ModelWire.WireModelChange;
import dev.maru.gateway.http.ModelWire.WireModels;
import dev.maru.gateway.http.ModelWire.WireNewModel;
import dev.maru.gateway.http.ModelWire.WireNewScore;
import dev.maru.gateway.http.ModelWire.WireScore;
import dev.maru.gateway.http.PriceWire.WireNewPrice;
import dev.maru.gateway.http.PriceWire.WirePrice;
import dev.maru.gateway.http.PriceWire.WirePrices;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
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

    @GetMapping
    WireModels list(Caller caller) {
        return new WireModels(catalog.models(caller).stream().map(WireModel::of).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    WireModel add(Caller caller, @RequestBody WireNewModel body) {
        return WireModel.of(catalog.add(caller, body.model()));
    }

    @PatchMapping("/{id}")
    WireModel update(Caller caller, @PathVariable String id, @RequestBody WireModelChange body) {
        return WireModel.of(catalog.update(caller, PathIds.read(ModelId::parse, id), body.change()));
    }

    @GetMapping("/{id}")
    WireModel one(Caller caller, @PathVariable String id) {
        return WireModel.of(catalog.model(caller, PathIds.read(ModelId::parse, id)));
    }

    @PutMapping("/{id}/scores/{benchmark}")
    WireScore putScore(
            Caller caller, @PathVariable String id, @PathVariable String benchmark, @RequestBody WireNewScore body) {
        return WireScore.of(catalog.putScore(caller, PathIds.read(ModelId::parse, id), body.score(benchmark)));
    }

    @DeleteMapping("/{id}/scores/{benchmark}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteScore(Caller caller, @PathVariable String id, @PathVariable String benchmark) {
        catalog.deleteScore(caller, PathIds.read(ModelId::parse, id), benchmark);
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
        return WirePrice.of(catalog.addPrice(caller, PathIds.read(ModelId::parse, id), body.price()));
    }
}
