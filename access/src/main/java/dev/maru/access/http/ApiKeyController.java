package dev.maru.access.http;

import dev.maru.access.ApiKeyService;
import dev.maru.access.IssuedApiKey;
import dev.maru.access.http.ApiKeyWire.WireApiKey;
import dev.maru.access.http.ApiKeyWire.WireApiKeys;
import dev.maru.access.http.ApiKeyWire.WireIssuedApiKey;
import dev.maru.access.http.ApiKeyWire.WireNewApiKey;
import dev.maru.access.http.ApiKeyWire.WireRotation;
import dev.maru.core.id.ApiKeyId;
import dev.maru.core.page.Paging;
import dev.maru.core.tenancy.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The API keys of a project. */
@RestController
@RequestMapping(AccessPaths.KEYS)
class ApiKeyController {
    private final ApiKeyService keys;

    ApiKeyController(ApiKeyService keys) {
        this.keys = keys;
    }

    @GetMapping
    WireApiKeys page(
            Caller caller,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = Paging.DEFAULT_LIMIT) int limit) {
        return WireApiKeys.of(keys.page(caller, Paging.after(cursor, ApiKeyId::parse), Paging.limit(limit)));
    }

    @PostMapping
    ResponseEntity<WireIssuedApiKey> create(Caller caller, @RequestBody WireNewApiKey body) {
        return issued(caller, keys.create(caller, body.data()));
    }

    @GetMapping("/{key}")
    WireApiKey get(Caller caller, @PathVariable String key) {
        return WireApiKey.of(keys.get(caller, PathIds.read(ApiKeyId::parse, key)));
    }

    @DeleteMapping("/{key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Caller caller, @PathVariable String key) {
        keys.revoke(caller, PathIds.read(ApiKeyId::parse, key));
    }

    @PostMapping("/{key}/rotate")
    ResponseEntity<WireIssuedApiKey> rotate(
            Caller caller, @PathVariable String key, @RequestBody(required = false) @Nullable WireRotation body) {
        var overlap = body == null ? ApiKeyService.DEFAULT_OVERLAP : body.wanted();
        return issued(caller, keys.rotate(caller, PathIds.read(ApiKeyId::parse, key), overlap));
    }

    private static ResponseEntity<WireIssuedApiKey> issued(Caller caller, IssuedApiKey issued) {
        var keys = AccessPaths.TENANTS + "/" + caller.tenant() + "/projects/" + caller.requireProject() + "/keys/";
        return Created.at(keys + issued.key().id(), WireIssuedApiKey.of(issued));
    }
}
