package dev.maru.testing.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares roles and databases with the very script that operators run, db/bootstrap.sql, and migrates with the
 * migrations of the class path.
 */
final class Bootstrap {
    static final String OWNER = "maru_owner";
    static final String RUNTIME = "maru_runtime";
    static final String PASSWORD = "test";

    private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);
    private static final String SCRIPT = "db/bootstrap.sql";
    private static final String CONNECT = "\\connect";
    private static final Pattern ROLE = Pattern.compile("create role (\\w+)");
    private static final Pattern EXTENSION = Pattern.compile("create extension if not exists (\\w+)");

    private Bootstrap() {}

    /** Makes an empty database, and the roles if this is the cluster's first. */
    static void createDatabase(TestCluster cluster, String name) {
        try (var server = cluster.connect("postgres");
                var statement = server.createStatement()) {
            for (var sql : statements(true, name)) {
                var role = ROLE.matcher(sql);
                if (!role.lookingAt() || !exists(server, "pg_roles", "rolname", role.group(1))) {
                    statement.execute(sql);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database " + name, e);
        }
        prepare(cluster, name);
    }

    /** Copies a database; rights on the database itself are not copied by PostgreSQL and are granted again. */
    static void copyDatabase(TestCluster cluster, String template, String name) {
        try (var server = cluster.connect("postgres");
                var statement = server.createStatement()) {
            statement.execute("create database \"%s\" template \"%s\" owner %s".formatted(name, template, OWNER));
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database " + name, e);
        }
        prepare(cluster, name);
    }

    static void migrate(TestCluster cluster, String name) {
        Flyway.configure()
                .dataSource(cluster.jdbcUrl(name), OWNER, PASSWORD)
                .locations("classpath:db/migration")
                .failOnMissingLocations(true)
                .load()
                .migrate();
    }

    private static void prepare(TestCluster cluster, String name) {
        try (var database = cluster.connect(name);
                var statement = database.createStatement()) {
            for (var sql : statements(false, name)) {
                var extension = EXTENSION.matcher(sql);
                if (extension.lookingAt() && !exists(database, "pg_available_extensions", "name", extension.group(1))) {
                    // What needs the extension fails with a clear message of its own; the rest can be tested without.
                    LOG.warn("the extension {} is not installed in this PostgreSQL", extension.group(1));
                } else {
                    statement.execute(sql);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot prepare the database " + name, e);
        }
    }

    /** The script's statements for the server, or those for the new database, with psql's variables filled in. */
    private static List<String> statements(boolean server, String database) {
        var script = script();
        int connect = script.indexOf(CONNECT);
        var part = server ? script.substring(0, connect) : script.substring(script.indexOf('\n', connect));
        var filled = part.replaceAll("(?m)^\\s*--.*$", "")
                .replace(":'owner_password'", "'" + PASSWORD + "'")
                .replace(":'runtime_password'", "'" + PASSWORD + "'")
                .replace(":\"database\"", "\"" + database + "\"");
        var statements = new ArrayList<String>();
        for (var statement : filled.split(";\\s*(\\n|$)", -1)) {
            if (!statement.isBlank()) {
                statements.add(statement.strip());
            }
        }
        return statements;
    }

    private static String script() {
        try (var in = Thread.currentThread().getContextClassLoader().getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IllegalStateException(SCRIPT + " is not on the class path: depend on the module migrations");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean exists(Connection connection, String table, String column, String value)
            throws SQLException {
        try (var query = connection.prepareStatement("select 1 from " + table + " where " + column + " = ?")) {
            query.setString(1, value);
            return query.executeQuery().next();
        }
    }
}
