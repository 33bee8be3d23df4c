package dev.maru.gateway.http;

import dev.maru.core.id.ConnectionId;
import dev.maru.core.tenancy.Caller;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.catalog.Connection;
import dev.maru.gateway.catalog.ConnectionChange;
import dev.maru.gateway.catalog.ConnectionCheck;
import dev.maru.gateway.catalog.ConnectionKind;
import dev.maru.gateway.catalog.ConnectionService;
import dev.maru.gateway.catalog.ConnectionSlug;
import dev.maru.gateway.catalog.ConnectionTester;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.gateway.catalog.DiscoveredEndpoint;
import dev.maru.gateway.catalog.NewConnection;
import dev.maru.gateway.http.ConnectionKeyController.WireKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Provider connections of a tenant. */
@RestController
@RequestMapping("/api/tenants/{tenant}/connections")
class ConnectionController {
    private final ConnectionService connections;
    private final ConnectionTester tester;
    private final CatalogService catalog;

    ConnectionController(ConnectionService connections, ConnectionTester tester, CatalogService catalog) {
        this.connections = connections;
        this.tester = tester;
        this.catalog = catalog;
    }

    record WireConnection(
            String id,
            long version,
            String slug,
            String name,
            String kind,
            @Nullable String baseUrl,
            @Nullable String secretHint,
            List<WireKey> keys,
            boolean enabled,
            String onDisconnect,
            boolean shared,
            Instant createdAt) {
        static WireConnection of(Connection connection) {
            return new WireConnection(
                    connection.id().toString(),
                    connection.version(),
                    connection.slug(),
                    connection.name(),
                    connection.kind().wireName(),
                    connection.baseUrl(),
                    connection.keys().isEmpty()
                            ? null
                            : connection.keys().getFirst().hint(),
                    connection.keys().stream().map(WireKey::of).toList(),
                    connection.enabled(),
                    connection.onDisconnect().wireName(),
                    connection.shared(),
                    connection.createdAt());
        }
    }

    record WireConnections(List<WireConnection> items) {}

    record WireNewConnection(
            @Nullable String slug,
            @Nullable String name,
            @Nullable String kind,
            @Nullable String baseUrl,
            @Nullable String secret,
            @Nullable String onDisconnect) {
        @Override
        public String toString() {
            return "WireNewConnection[" + slug + "]";
        }
    }

    record WireConnectionChange(
            @Nullable Long version,
            @Nullable String name,
            @Nullable String baseUrl,
            @Nullable String secret,
            @Nullable Boolean enabled,
            @Nullable String onDisconnect) {
        @Override
        public String toString() {
            return "WireConnectionChange[" + version + "]";
        }
    }

    record WireCheck(String outcome, String sentence, List<String> models) {
        static WireCheck of(ConnectionCheck check) {
            return new WireCheck(
                    check.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    check.sentence(),
                    check.models());
        }
    }

    record WireImport(int listed, int added) {}

    record WireDiscovered(
            String id, String kind, String name, String baseUrl, String source, List<String> models, boolean adopted) {
        static WireDiscovered of(DiscoveredEndpoint found) {
            return new WireDiscovered(
                    found.id(),
                    found.kind().name().toLowerCase(Locale.ROOT),
                    found.name(),
                    found.baseUrl(),
                    found.source(),
                    found.models(),
                    found.adopted());
        }
    }

    record WireDiscoveries(List<WireDiscovered> items) {}

    record WireAdoption(@Nullable String id) {}

    @GetMapping
    WireConnections list(Caller caller) {
        return new WireConnections(
                connections.list(caller).stream().map(WireConnection::of).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    WireConnection create(Caller caller, @RequestBody WireNewConnection body) {
        return WireConnection.of(connections.create(
                caller,
                new NewConnection(
                        new ConnectionSlug(Fields.required("slug", body.slug())),
                        Fields.required("name", body.name()),
                        kind(body.kind()),
                        Fields.required("baseUrl", body.baseUrl()),
                        body.secret(),
                        body.onDisconnect() == null ? DisconnectPolicy.DRAIN : policy(body.onDisconnect()))));
    }

    @PatchMapping("/{id}")
    WireConnection update(Caller caller, @PathVariable String id, @RequestBody WireConnectionChange body) {
        return WireConnection.of(connections.update(
                caller,
                PathIds.read(ConnectionId::parse, id),
                new ConnectionChange(
                        Fields.required("version", body.version()),
                        body.name(),
                        body.baseUrl(),
                        body.secret(),
                        body.enabled(),
                        body.onDisconnect() == null ? null : policy(body.onDisconnect()))));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable String id) {
        connections.delete(caller, PathIds.read(ConnectionId::parse, id));
    }

    @PostMapping("/{id}/test")
    WireCheck test(Caller caller, @PathVariable String id) {
        return WireCheck.of(tester.test(caller, PathIds.read(ConnectionId::parse, id)));
    }

    @PostMapping("/{id}/import")
    WireImport importModels(Caller caller, @PathVariable String id) {
        var imported = catalog.importModels(caller, PathIds.read(ConnectionId::parse, id));
        return new WireImport(imported.listed(), imported.added());
    }

    @GetMapping("/discovered")
    WireDiscoveries discovered(Caller caller, @RequestParam(defaultValue = "false") boolean refresh) {
        return new WireDiscoveries(connections.discovered(caller, refresh).stream()
                .map(WireDiscovered::of)
                .toList());
    }

    @PostMapping("/adopt")
    @ResponseStatus(HttpStatus.CREATED)
    WireConnection adopt(Caller caller, @RequestBody WireAdoption body) {
        return WireConnection.of(connections.adopt(caller, Fields.required("id", body.id())));
    }

    private static ConnectionKind kind(@Nullable String name) {
        return name == null
                ? ConnectionKind.OPENAI
                : Fields.choice(
                        "kind",
                        name,
                        ConnectionKind::ofWireName,
                        "openai, azure, anthropic, gemini, mistral or bedrock");
    }

    private static DisconnectPolicy policy(String name) {
        return Fields.choice("onDisconnect", name, DisconnectPolicy::ofWireName, "drain or abort");
    }
}
