package dev.maru.ui.releases;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import dev.maru.gateway.call.VersionUsage;
import dev.maru.ui.i18n.Formats;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How versions of a prompt fare beside each other. */
public final class UsageTable extends Div {
    private final Formats formats = Formats.current();
    private final String currency;

    /** @param share of those who ask, null where nothing is shared out */
    public record Row(VersionUsage usage, @Nullable Double share) {}

    public UsageTable(List<Row> rows, String currency) {
        this.currency = currency;
        var grid = new Grid<Row>();
        number(grid, "versions.number", row -> t("prompt.version", row.usage().version()));
        if (rows.stream().anyMatch(row -> row.share() != null)) {
            number(grid, "use.share", row -> row.share() == null ? "" : formats.percent(row.share()));
        }
        number(grid, "use.calls", row -> formats.number(row.usage().calls()));
        number(grid, "use.users", row -> formats.number(row.usage().users()));
        number(grid, "use.errors", row -> errors(row.usage()));
        number(grid, "use.p50", row -> millis(row.usage().p50()));
        number(grid, "use.p95", row -> millis(row.usage().p95()));
        number(grid, "use.tokens", row -> formats.compact(row.usage().tokens()));
        number(grid, "use.cost", row -> formats.money(row.usage().cost(), currency));
        number(grid, "use.cost.each", row -> each(row.usage()));
        grid.setItems(rows);
        grid.setAllRowsVisible(true);
        add(grid);
    }

    private static void number(Grid<Row> grid, String header, Function<Row, String> text) {
        grid.addColumn(text::apply)
                .setHeader(t(header))
                .setAutoWidth(true)
                .setTextAlign(header.equals("versions.number") ? ColumnTextAlign.START : ColumnTextAlign.END);
    }

    private String errors(VersionUsage usage) {
        return usage.calls() == 0 ? "–" : formats.percent((double) usage.errors() / usage.calls());
    }

    private String millis(@Nullable Long millis) {
        return millis == null ? "–" : formats.duration(Duration.ofMillis(millis));
    }

    private String each(VersionUsage usage) {
        var mean = usage.meanCost();
        return mean == null ? "–" : formats.money(mean, currency);
    }
}
