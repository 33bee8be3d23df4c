package dev.maru.routes;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** The words and ids of somebody else, none of which may be seen. */
final class Forbidden {
    private static final String TABLES = """
            select n.nspname || '.' || c.relname as name, a.attname as id, exists (
                select from pg_attribute p where p.attrelid = c.oid and p.attname = 'project_id') as in_project
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant_id' and not t.attisdropped
            join pg_attribute a on a.attrelid = c.oid and a.atttypid = 'uuid'::regtype and not a.attisdropped
            where c.relkind in ('r', 'p') and not c.relispartition
            """;

    private final List<String> words;
    private final Set<String> ids;

    private Forbidden(List<String> words, Set<UUID> ids) {
        this.words = words;
        this.ids = new LinkedHashSet<>();
        for (var id : ids) {
            this.ids.add(id.toString());
            this.ids.add(id.toString().replace("-", ""));
        }
    }

    /** Everything of another tenant that is not of one's own as well, such as the operator who made both. */
    static Forbidden ofTenant(Connection database, Twin other, List<Place> places, Twin own) throws SQLException {
        var ids = ids(database, "tenant_id = '" + other.tenant().value() + "'", true);
        ids.add(other.session().value());
        ids.removeAll(ids(database, "tenant_id = '" + own.tenant().value() + "'", true));
        var words = new ArrayList<String>();
        words.add(other.marker().word());
        words.add(other.passkey());
        places.forEach(place -> words.add(place.marker().word()));
        return new Forbidden(words, ids);
    }

    /** Everything of another project of the same tenant that belongs neither to the tenant nor to other projects. */
    static Forbidden ofProject(Connection database, Place other) throws SQLException {
        var tenant = "tenant_id = '" + other.twin().tenant().value() + "'";
        var project = "project_id = '" + other.project().value() + "'";
        var ids = ids(database, tenant + " and " + project, false);
        var elsewhere = ids(database, tenant + " and " + project.replace("=", "is distinct from"), true);
        ids.removeAll(elsewhere);
        return new Forbidden(List.of(other.marker().word()), ids);
    }

    private static Set<UUID> ids(Connection database, String where, boolean alsoOfNoProject) throws SQLException {
        var found = new LinkedHashSet<UUID>();
        try (var statement = database.createStatement();
                var columns = statement.executeQuery(TABLES)) {
            while (columns.next()) {
                boolean inProject = columns.getBoolean("in_project");
                if (inProject || alsoOfNoProject) {
                    var condition = inProject ? where : where.replaceAll(" and project_id.*", "");
                    var select = "select distinct %s from %s where %s and %1$s is not null"
                            .formatted(columns.getString("id"), columns.getString("name"), condition);
                    found.addAll(uuids(database, select));
                }
            }
        }
        return found;
    }

    private static List<UUID> uuids(Connection database, String select) throws SQLException {
        var found = new ArrayList<UUID>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(select)) {
            while (rows.next()) {
                found.add(rows.getObject(1, UUID.class));
            }
        }
        return found;
    }

    /** What of it stands in a text, apart from what was sent there or is known anyway. */
    List<String> in(String text, String... known) {
        var rest = text.toLowerCase(Locale.ROOT);
        for (var each : known) {
            rest = without(rest, each.toLowerCase(Locale.ROOT));
        }
        var seen = rest;
        var found = new ArrayList<String>();
        words.stream()
                .filter(word -> seen.contains(word.toLowerCase(Locale.ROOT)))
                .forEach(found::add);
        ids.stream().filter(seen::contains).forEach(found::add);
        return found;
    }

    /** Takes away the words and ids that a request named itself. */
    private String without(String text, String sent) {
        var rest = text;
        for (var part : URLDecoder.decode(sent, StandardCharsets.UTF_8).split("[^a-z0-9_-]+")) {
            boolean named = words.stream().anyMatch(word -> part.contains(word.toLowerCase(Locale.ROOT)))
                    || ids.stream().anyMatch(part::contains);
            if (named) {
                rest = rest.replace(part, "");
            }
        }
        return rest;
    }
}
