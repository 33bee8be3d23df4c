package dev.maru.prompts.files;

import java.util.List;

/** @param applied false for a preview, and if a row was refused: then nothing was changed */
public record ImportResult(List<ImportRow> rows, boolean applied) {
    public ImportResult {
        rows = List.copyOf(rows);
    }

    public long count(ImportRow.Action action) {
        return rows.stream().filter(row -> row.action() == action).count();
    }

    public boolean isRefused() {
        return count(ImportRow.Action.REFUSED) > 0;
    }
}
