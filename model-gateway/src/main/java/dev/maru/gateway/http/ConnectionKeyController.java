package dev.maru.gateway.http;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.id.ConnectionKeyId;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.catalog.ConnectionKey;
import dev.maru.gateway.catalog.ConnectionKeyService;
import dev.maru.gateway.catalog.KeyChange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The keys of a provider connection. */
@RestController
@RequestMapping("/api/tenants/{tenant}/connections/{id}/keys")
class ConnectionKeyController {
    private final ConnectionKeyService keys;

    ConnectionKeyController(ConnectionKeyService keys) {
        this.keys = keys;
    }

    record WireKey(
            String id,
            long version,
            String name,
            String hint,
            int weight,
            boolean enabled,
            @Nullable Instant refusedAt,
            @Nullable String refusedReason,
            Instant createdAt) {
        static WireKey of(ConnectionKey key) {
            return new WireKey(
                    key.id().toString(),
                    key.version(),
                    key.name(),
                    key.hint(),
                    key.weight(),
                    key.enabled(),
                    key.refusedAt(),
                    key.refusedReason(),
                    key.createdAt());
        }
    }

    record WireNewKey(
            @Nullable String name,
            @Nullable String secret,
            @Nullable Integer weight) {
        @Override
        public String toString() {
            return "WireNewKey[" + name + "]";
        }
    }

    record WireKeyChange(
            @Nullable Long version,
            @Nullable String name,
            @Nullable String secret,
            @Nullable Integer weight,
            @Nullable Boolean enabled) {
        @Override
        public String toString() {
            return "WireKeyChange[" + version + "]";
        }
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    WireKey add(Caller caller, @PathVariable String id, @RequestBody WireNewKey body) {
        return WireKey.of(keys.add(
                caller,
                PathIds.read(ConnectionId::parse, id),
                Fields.required("name", body.name()),
                Fields.required("secret", body.secret()),
                body.weight() == null ? 1 : body.weight()));
    }

    @PatchMapping("/{key}")
    WireKey update(Caller caller, @PathVariable String id, @PathVariable String key, @RequestBody WireKeyChange body) {
        return WireKey.of(keys.update(
                caller,
                PathIds.read(ConnectionId::parse, id),
                PathIds.read(ConnectionKeyId::parse, key),
                new KeyChange(
                        Fields.required("version", body.version()),
                        body.name(),
                        body.secret(),
                        body.weight(),
                        body.enabled())));
    }

    @DeleteMapping("/{key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable String id, @PathVariable String key) {
        keys.delete(caller, PathIds.read(ConnectionId::parse, id), PathIds.read(ConnectionKeyId::parse, key));
    }
}
