package dev.maru.isolation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small queries of tests, all columns as text. */
final class Rows {
    private Rows() {}

    static List<List<@Nullable String>> of(Connection connection, String sql, Object... values) {
        try (var query = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                query.setObject(i + 1, values[i]);
            }
            try (var results = query.executeQuery()) {
                var rows = new ArrayList<List<@Nullable String>>();
                while (results.next()) {
                    var row = new ArrayList<@Nullable String>();
                    for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
                        row.add(results.getString(i));
                    }
                    rows.add(row);
                }
                return rows;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot query: " + sql, e);
        }
    }

    /** The first column. */
    static List<String> column(Connection connection, String sql, Object... values) {
        return of(connection, sql, values).stream()
                .map(row -> String.valueOf(row.getFirst()))
                .toList();
    }
}
