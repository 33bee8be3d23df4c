package dev.maru.isolation;

import dev.maru.core.id.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Puts a row of a tenant into every table there is, whatever its columns. */
final class TwinRows {
    private static final Pattern FIRST_CHOICE = Pattern.compile("(?:ARRAY\\[|= )'([^']+)'");

    private TwinRows() {}

    /** Every table with rows of tenants. */
    static List<String> tables(Connection superuser) {
        return Rows.column(superuser, """
                select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
                where n.nspname in ('platform', 'access', 'gateway', 'prompts')
                  and c.relkind in ('r', 'p') and not c.relispartition order by 1
                """);
    }

    static void insert(Connection superuser, String table, TenantId tenant) throws SQLException {
        try (var statement = superuser.createStatement()) {
            // References between the rows do not matter here, and would only ask for an order.
            statement.execute("set session_replication_role = replica");
            statement.execute(insertion(superuser, table, tenant));
            statement.execute("set session_replication_role = origin");
        }
    }

    /** An insert statement with a value in every column that needs one, and in the first of two that exclude each other. */
    static String insertion(Connection superuser, String table, TenantId tenant) {
        var names = new ArrayList<String>();
        var values = new ArrayList<String>();
        for (var column : Rows.of(superuser, """
                select a.attname, format_type(a.atttypid, null),
                    (select string_agg(pg_get_constraintdef(k.oid), ' ') from pg_constraint k
                     where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum])
                from pg_attribute a where a.attrelid = ?::regclass and a.attnum > 0 and not a.attisdropped
                  and a.attidentity = '' and (a.attnotnull and not a.atthasdef or a.attname = 'tenant_id'
                    or exists (select from pg_constraint one where one.conrelid = a.attrelid and one.contype = 'c'
                      and pg_get_constraintdef(one.oid) like '%((' || a.attname || ' IS NULL) <> (%'))
                """, table)) {
            var name = String.valueOf(column.get(0));
            names.add(name);
            values.add(
                    name.equals("tenant_id")
                            ? "'" + tenant.value() + "'"
                            : value(String.valueOf(column.get(1)), String.valueOf(column.get(2))));
        }
        return "insert into %s (%s) values (%s)".formatted(table, String.join(", ", names), String.join(", ", values));
    }

    private static String value(String type, String constraint) {
        var choice = FIRST_CHOICE.matcher(constraint);
        return switch (type) {
            case "text", "character varying" -> choice.find() ? "'" + choice.group(1) + "'" : "gen_random_uuid()::text";
            case "uuid" -> "gen_random_uuid()";
            case "timestamp with time zone" -> "now()";
            case "date" -> "current_date";
            case "boolean" -> "false";
            case "bytea" -> "gen_random_uuid()::text::bytea";
            case "jsonb" -> "'{}'";
            case "text[]" -> "'{}'";
            case "integer", "bigint", "smallint", "numeric" -> "1";
            default -> throw new IllegalStateException("no value for a column of type " + type);
        };
    }
}
