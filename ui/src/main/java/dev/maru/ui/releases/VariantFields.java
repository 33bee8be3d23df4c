package dev.maru.ui.releases;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.NumberField;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.Split;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.i18n.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The versions of a split with the share of each in percent, and what is left for the label's own version. */
final class VariantFields extends Div {
    private static final int OFFERED_VERSIONS = 100;
    private static final double HUNDREDTHS = Split.WHOLE / 100.0;

    private final List<Integer> versions;
    private final int live;
    private final boolean open;
    private final List<Row> rows = new ArrayList<>();
    private final Div lines = new Div();
    private final Span rest = new Span();

    private record Row(Div line, Select<Integer> version, NumberField percent) {}

    /**
     * @param open whether versions can be chosen
     * @param several whether there may be more than one
     */
    VariantFields(Prompt prompt, int live, boolean open, boolean several) {
        this.live = live;
        this.open = open;
        versions = IntStream.iterate(prompt.latest(), number -> number > 0, number -> number - 1)
                .filter(number -> number != live)
                .limit(OFFERED_VERSIONS)
                .boxed()
                .toList();
        lines.addClassName("maru-stack-tight");
        rest.addClassNames("maru-quiet", "maru-small");
        addClassName("maru-stack-tight");
        add(lines, rest);
        if (open && several && versions.size() > 1) {
            add(Buttons.quiet(t("split.add"), Glyph.ADD, this::addAnother));
        }
    }

    private void addAnother() {
        var used = rows.stream().map(row -> row.version.getValue()).toList();
        versions.stream()
                .filter(version -> !used.contains(version))
                .findFirst()
                .ifPresent(version -> propose(version, 10));
    }

    void propose(int version, double percent) {
        var choice = new Select<Integer>();
        choice.setItems(versions);
        choice.setItemLabelGenerator(number -> t("prompt.version", number));
        choice.setValue(version);
        choice.setAriaLabel(t("release.version"));
        choice.setReadOnly(!open);
        var share = new NumberField();
        share.setAriaLabel(t("split.share", version));
        share.setValue(percent);
        share.setMin(0.01);
        share.setMax(100);
        share.setStep(0.01);
        share.setSuffixComponent(new Span("%"));
        share.addClassName("maru-share");
        share.addValueChangeListener(event -> showRest());
        var line = new Div(choice, share);
        line.addClassName("maru-row");
        var row = new Row(line, choice, share);
        if (open) {
            line.add(Buttons.icon(t("editor.remove"), Glyph.CLOSE, () -> {
                if (rows.size() > 1) {
                    rows.remove(row);
                    lines.remove(line);
                    showRest();
                }
            }));
        }
        rows.add(row);
        lines.add(line);
        showRest();
    }

    private void showRest() {
        double left = 1 - rows.stream().mapToDouble(row -> percent(row) / 100).sum();
        rest.setText(t("split.rest", live, Formats.current().percent(Math.max(0, left))));
    }

    private static double percent(Row row) {
        return row.percent.getValue() == null ? 0 : row.percent.getValue();
    }

    List<Split.Variant> chosen() {
        return rows.stream()
                .map(row -> new Split.Variant(row.version.getValue() == null ? 0 : row.version.getValue(), (int)
                        Math.round(percent(row) * HUNDREDTHS)))
                .toList();
    }
}
