package dev.maru.access.http;

import dev.maru.access.ApiKeyService;
import dev.maru.core.id.ApiKeyId;
import dev.maru.core.tenancy.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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
@RequestMapping("/api/tenants/{tenant}/projects/{project}/keys")
class ApiKeyController {
    private final ApiKeyService keys;

    ApiKeyController(ApiKeyService keys) {
        this.keys = keys;
    }

    @GetMapping
    PageWire<ApiKeyWire> page(
            Caller caller,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        return PageWire.of(keys.page(caller, PageWire.cursor(cursor), PageWire.limit(limit)), ApiKeyWire::of);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ApiKeyWire create(Caller caller, @RequestBody ApiKeyWire.Create body) {
        return ApiKeyWire.of(keys.create(caller, body.toData()));
    }

    @GetMapping("/{key}")
    ApiKeyWire get(Caller caller, @PathVariable String key) {
        return ApiKeyWire.of(keys.get(caller, WireText.path(key, ApiKeyId::parse)));
    }

    @PostMapping("/{key}/rotate")
    @ResponseStatus(HttpStatus.CREATED)
    ApiKeyWire rotate(
            Caller caller, @PathVariable String key, @RequestBody(required = false) ApiKeyWire.@Nullable Rotate body) {
        var overlap = body == null ? null : WireText.duration("overlap", body.overlap());
        return ApiKeyWire.of(keys.rotate(
                caller,
                WireText.path(key, ApiKeyId::parse),
                overlap == null ? ApiKeyService.DEFAULT_OVERLAP : overlap));
    }

    @DeleteMapping("/{key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Caller caller, @PathVariable String key) {
        keys.revoke(caller, WireText.path(key, ApiKeyId::parse));
    }
}
