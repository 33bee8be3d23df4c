package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.maru.prompts.files.ImportResult;
import dev.maru.prompts.files.ImportRow;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Tone;
import java.util.Comparator;

/** What an import does with each file, what is wrong first. */
final class ImportRows extends Grid<ImportRow> {
    private static final int SHOWN_AT_ONCE = 8;

    ImportRows(ImportResult result) {
        setId("import-rows");
        setItems(result.rows().stream()
                .sorted(Comparator.comparing((ImportRow row) -> row.action() != ImportRow.Action.REFUSED))
                .toList());
        setAllRowsVisible(result.rows().size() <= SHOWN_AT_ONCE);
        setSelectionMode(SelectionMode.NONE);
        addComponentColumn(ImportRows::action)
                .setHeader(t("import.action"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        addComponentColumn(ImportRows::file).setHeader(t("import.file")).setFlexGrow(2);
        addComponentColumn(ImportRows::details).setHeader(t("import.details")).setFlexGrow(3);
    }

    private static Component action(ImportRow row) {
        var text = t("import.action." + row.action().wireName());
        return switch (row.action()) {
            case CREATED -> new Chip(text, Tone.GOOD, Glyph.ADD);
            case VERSION_ADDED -> new Chip(text, Tone.ACCENT, Glyph.EDIT);
            case DESCRIBED -> new Chip(text, Tone.ACCENT, Glyph.TAG);
            case UNCHANGED -> new Chip(text, Tone.PLAIN, Glyph.CHECK);
            case IGNORED -> new Chip(text, Tone.PLAIN, Glyph.BLOCKED);
            case REFUSED -> new Chip(text, Tone.BAD, Glyph.ERROR);
        };
    }

    private static Component file(ImportRow row) {
        var file = new Span(row.line() == 0 ? row.file() : row.file() + ":" + row.line());
        file.addClassNames("maru-quiet", "maru-small", "maru-wrap");
        var cell = new Div(new Span(row.name() == null ? "" : row.name()), file);
        cell.addClassName("maru-cell-two");
        return cell;
    }

    private static Component details(ImportRow row) {
        var cell = new Div();
        cell.addClassNames("maru-stack-tight", "maru-wrap");
        if (!row.problem().isEmpty()) {
            cell.add(new Span(row.problem()));
        } else if (row.version() > 0) {
            cell.add(new Span(t("prompt.version", row.version())));
        }
        if (!row.released().isEmpty()) {
            cell.add(new Span(t("import.released", String.join(", ", row.released()))));
        }
        for (var note : row.notes()) {
            var span = new Span(note);
            span.addClassNames("maru-quiet", "maru-small");
            cell.add(span);
        }
        return cell;
    }
}
