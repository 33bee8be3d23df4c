package dev.maru.gateway.spool;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One statement for many rows: an array per column, unnested. It skips rows that are there already; without a conflict
 * target, because a role that may only insert may not name one.
 */
public final class BulkInsert<T> {
    private record Column<T>(String name, String type, Function<T, @Nullable Object> value) {}

    private final String table;
    private final List<Column<T>> columns = new ArrayList<>();

    public BulkInsert(String table) {
        this.table = table;
    }

    public BulkInsert<T> column(String name, String type, Function<T, @Nullable Object> value) {
        columns.add(new Column<>(name, type, value));
        return this;
    }

    /** Like {@link #sql}, and answers the given columns of the rows that were not there before. */
    public String sqlReturning(String names) {
        return sql() + " returning " + names;
    }

    public String sql() {
        var names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        var arrays = columns.stream()
                .map(column -> "cast(cast(? as text[]) as " + column.type() + "[])")
                .collect(Collectors.joining(", "));
        return "insert into " + table + " (" + names + ") select * from unnest(" + arrays + ") on conflict do nothing";
    }

    /** One array of texts per column; the statement casts them, so nothing is lost on the way. */
    public Object[] arrays(List<T> rows) {
        var arrays = new Object[columns.size()];
        for (int i = 0; i < arrays.length; i++) {
            var value = columns.get(i).value();
            var texts = new @Nullable String[rows.size()];
            for (int row = 0; row < texts.length; row++) {
                texts[row] = text(value.apply(rows.get(row)));
            }
            arrays[i] = texts;
        }
        return arrays;
    }

    /** PostgreSQL's text holds every character but NUL. */
    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString().replace("\0", "\uFFFD");
    }
}
