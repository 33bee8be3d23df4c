package dev.maru.gateway.app;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.tenancy.Role;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.catalog.Connection;
import dev.maru.gateway.catalog.ConnectionService;
import dev.maru.gateway.catalog.ConnectionSlug;
import dev.maru.gateway.catalog.DisconnectPolicy;
import dev.maru.gateway.catalog.NewConnection;
import dev.maru.gateway.catalog.NewPrice;
import dev.maru.testing.database.TestDatabase;
import dev.maru.testing.database.TestTenant;
import dev.maru.testing.process.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** A gateway in this JVM, reached over HTTP, with its database and its home. */
public final class RunningGateway implements AutoCloseable {
    private final TestDatabase database;
    private final ServletWebServerApplicationContext context;
    private final Path home;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RunningGateway(TestDatabase database, ServletWebServerApplicationContext context, Path home) {
        this.database = database;
        this.context = context;
        this.home = home;
    }

    public static RunningGateway start(TestDatabase database, String... settings) {
        try {
            var home = Files.createTempDirectory("maru-gateway");
            var application = new SpringApplication(GatewayProgram.class);
            var context = (ServletWebServerApplicationContext)
                    application.run(arguments(database, home, settings).toArray(String[]::new));
            return new RunningGateway(database, context, home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings of a gateway on a free port that may reach this machine. */
    public static List<String> arguments(TestDatabase database, Path home, String... settings) {
        var arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.threads.virtual.enabled=true",
                "--spring.main.banner-mode=off",
                "--server.shutdown=graceful",
                "--logging.level.org.jooq=warn",
                "--maru.home=" + home,
                "--maru.roles=gateway",
                "--maru.database-url=" + database.runtimeUrl(),
                "--maru.database-owner-url=" + database.ownerUrl(),
                "--maru.egress.allow=127.0.0.0/8",
                "--maru.gateway.discover=false"));
        for (var setting : settings) {
            // Given twice, an option would be a list of both values.
            var name = setting.substring(0, setting.indexOf('=') + 1);
            arguments.removeIf(argument -> argument.startsWith(name));
            arguments.add(setting);
        }
        return arguments;
    }

    public int port() {
        return Objects.requireNonNull(context.getWebServer()).getPort();
    }

    public Path home() {
        return home;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A connection to a provider with its models in the catalogue. */
    public Connection connect(TestTenant tenant, String slug, URI baseUrl, DisconnectPolicy onDisconnect) {
        var owner = tenant.caller(Role.OWNER);
        var connection = bean(ConnectionService.class)
                .create(
                        owner,
                        new NewConnection(
                                new ConnectionSlug(slug),
                                slug,
                                baseUrl.toString(),
                                "sk-test-key-0123456789",
                                onDisconnect));
        bean(CatalogService.class).importModels(owner, connection.id());
        return connection;
    }

    /** Prices every model of the tenant, per million tokens. */
    public void price(TestTenant tenant, String input, String cacheRead, String output) {
        var owner = tenant.caller(Role.OWNER);
        var catalog = bean(CatalogService.class);
        for (var model : catalog.models(owner)) {
            if (!model.shared()) {
                catalog.addPrice(
                        owner,
                        model.id(),
                        new NewPrice(
                                null,
                                "USD",
                                new BigDecimal(input),
                                new BigDecimal(cacheRead),
                                null,
                                new BigDecimal(output),
                                null,
                                "test"));
            }
        }
    }

    public HttpRequest.Builder request(TestTenant tenant, ApiKeyId key, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .header("authorization", "Bearer " + tenant.tenant() + "|" + tenant.project() + "|" + key);
    }

    public HttpResponse<String> chat(TestTenant tenant, String json) {
        return chat(request(tenant, ApiKeyId.next(), "/v1/chat/completions"), json);
    }

    public HttpResponse<String> chat(HttpRequest.Builder request, String json) {
        return send(request.POST(HttpRequest.BodyPublishers.ofString(json)).build());
    }

    public HttpResponse<String> get(TestTenant tenant, String path) {
        return send(request(tenant, ApiKeyId.next(), path).build());
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows of a table for a request, once there are as many as expected. */
    public List<Map<String, Object>> rows(String table, String requestId, int expected) {
        var sql = "select * from gateway." + table + " where request_id = '" + uuid(requestId) + "'"
                + (table.equals("call") || table.equals("call_tag") || table.equals("call_payload")
                        ? ""
                        : " order by attempt");
        Await.until(
                expected + " rows of " + table + " for " + requestId,
                () -> select(sql).size() >= expected);
        return select(sql);
    }

    /** The one row of a request. */
    public Map<String, Object> call(HttpResponse<?> response) {
        return rows("call", requestId(response), 1).getFirst();
    }

    public Map<String, Object> ledger(HttpResponse<?> response) {
        return rows("ledger", requestId(response), 1).getFirst();
    }

    /** A number of a row. */
    public static long number(Map<String, Object> row, String column) {
        return ((Number) Objects.requireNonNull(row.get(column))).longValue();
    }

    public static String requestId(HttpResponse<?> response) {
        return response.headers().firstValue("x-request-id").orElseThrow();
    }

    private static String uuid(String requestId) {
        var digits = requestId.substring("req_".length());
        return digits.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }

    public List<Map<String, Object>> select(String sql) {
        return select(database, sql);
    }

    public static List<Map<String, Object>> select(TestDatabase database, String sql) {
        try (var connection = database.superuserConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<Map<String, Object>>();
            while (result.next()) {
                var row = new LinkedHashMap<String, Object>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.put(result.getMetaData().getColumnName(i), result.getObject(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        http.close();
    }
}
