package dev.maru.ui.component;

import com.vaadin.flow.component.grid.Grid;
import dev.maru.core.page.Cursor;
import dev.maru.core.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives a grid, which asks by offset, the rows of a list that is paged by cursor. Pages are read in order as the grid
 * scrolls; what was read stays, up to a bound beyond which a narrower filter helps more than scrolling.
 */
public final class CursorItems<T> {
    /** As many rows as one grid keeps. */
    public static final int MOST = 5_000;

    private static final int PAGE = 100;
    private static final int ROWS_WITHOUT_SCROLLING = 8;

    private final Source<T> source;
    private final List<T> read = new ArrayList<>();
    private @Nullable Cursor next;
    private boolean ended;

    public CursorItems(Source<T> source) {
        this.source = source;
    }

    /** Shows the list in a grid from its beginning. */
    public void showIn(Grid<T> grid) {
        grid.setPageSize(50);
        grid.setItems(query -> slice(query.getOffset(), query.getLimit()));
    }

    /** A few rows stand in full between other things; more of them scroll. */
    public void fit(Grid<T> grid) {
        readTo(ROWS_WITHOUT_SCROLLING + 1);
        if (read.size() <= ROWS_WITHOUT_SCROLLING) {
            grid.setAllRowsVisible(true);
        } else {
            grid.setHeight("400px");
        }
    }

    /** Whether there is no row at all; reads the first page. */
    public boolean isEmpty() {
        readTo(1);
        return read.isEmpty();
    }

    /** The first row that fits, among those that one look at the list may read. */
    public Optional<T> first(Predicate<T> fits) {
        readTo(PAGE * 5);
        return read.stream().filter(fits).findFirst();
    }

    Stream<T> slice(int offset, int limit) {
        readTo(offset + limit);
        var from = Math.min(offset, read.size());
        return read.subList(from, Math.min(offset + limit, read.size())).stream();
    }

    private void readTo(int rows) {
        while (!ended && read.size() < Math.min(rows, MOST)) {
            var page = source.page(next, PAGE);
            read.addAll(page.items());
            next = page.next();
            ended = next == null;
        }
    }

    /** Reads one page of the list. */
    @FunctionalInterface
    public interface Source<T> {
        Page<T> page(@Nullable Cursor after, int limit);
    }
}
