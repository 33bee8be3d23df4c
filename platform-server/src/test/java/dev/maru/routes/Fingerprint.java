package dev.maru.routes;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** The rows of a tenant or project, table by table, as one number each. */
final class Fingerprint {
    /** Tables of tenants but for those that the platform itself works on later. */
    private static final String TABLES = """
            select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attname = '%s' and not a.attisdropped
            where c.relkind in ('r', 'p') and not c.relispartition
              and c.relname not in ('audit_seal', 'audit_unsealed') order by 1
            """;

    private Fingerprint() {}

    static Map<String, String> ofTenant(Connection database, Twin twin) throws SQLException {
        return of(database, "tenant_id", twin.tenant().value().toString());
    }

    static Map<String, String> ofProject(Connection database, Place place) throws SQLException {
        return of(database, "project_id", place.project().value().toString());
    }

    private static Map<String, String> of(Connection database, String column, String value) throws SQLException {
        var prints = new TreeMap<String, String>();
        try (var statement = database.createStatement();
                var tables = statement.executeQuery(TABLES.formatted(column))) {
            while (tables.next()) {
                prints.put(tables.getString(1), print(database, tables.getString(1), column, value));
            }
        }
        return prints;
    }

    /** When a key was last used is noted late, and no change. */
    private static String print(Connection database, String table, String column, String value) throws SQLException {
        var rows = "select (to_jsonb(t) - 'last_used_at')::text as line from %s t where t.%s = '%s'"
                .formatted(table, column, value);
        try (var statement = database.createStatement();
                var row = statement.executeQuery("select count(*) || ' rows ' || md5(coalesce(string_agg(line, '' "
                        + "order by line), '')) from (" + rows + ") lines")) {
            row.next();
            return row.getString(1);
        }
    }
}
