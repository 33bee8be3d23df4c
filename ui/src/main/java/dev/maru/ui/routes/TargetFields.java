package dev.maru.ui.routes;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import dev.maru.gateway.route.RoutePlan.Target;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Glyph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The targets of a route in their order. */
final class TargetFields extends Div implements TargetRow.Place {
    private final List<String> models;
    private final Runnable changed;
    private final List<TargetRow> rows = new ArrayList<>();
    private final OrderedList list = new OrderedList();
    private boolean weighted;

    TargetFields(List<String> models, Runnable changed) {
        this.models = models;
        this.changed = changed;
        addClassName("maru-stack-tight");
        list.addClassNames("maru-list", "maru-route-targets");
        var explained = new Paragraph(t("routes.targets.explained"));
        explained.addClassNames("maru-quiet", "maru-small");
        add(new H2(t("routes.targets")), explained, list, Buttons.plain(t("routes.target.add"), Glyph.ADD, () -> {
            append(null);
            changed();
        }));
    }

    /** Shows these instead of what is there; none: one row to be filled in. */
    void show(List<Target> targets) {
        rows.clear();
        list.removeAll();
        targets.forEach(this::append);
        if (targets.isEmpty()) {
            append(null);
        }
    }

    private void append(@Nullable Target target) {
        var row = new TargetRow(models, target, this);
        rows.add(row);
        list.add(row);
        number();
    }

    void weighted(boolean value) {
        weighted = value;
        number();
    }

    private void number() {
        for (int index = 0; index < rows.size(); index++) {
            rows.get(index).standsAt(index, rows.size(), weighted);
        }
    }

    @Override
    public void changed() {
        changed.run();
    }

    @Override
    public void move(TargetRow row, int by) {
        int from = rows.indexOf(row);
        int to = from + by;
        if (to < 0 || to >= rows.size()) {
            return;
        }
        Collections.swap(rows, from, to);
        list.remove(row);
        list.addComponentAtIndex(to, row);
        number();
        row.focusMove(by);
        changed();
    }

    @Override
    public void remove(TargetRow row) {
        if (rows.size() > 1) {
            rows.remove(row);
            list.remove(row);
            number();
            changed();
        }
    }

    List<TargetRow> rows() {
        return List.copyOf(rows);
    }

    List<Target> targets() {
        return rows.stream().map(TargetRow::target).toList();
    }

    /** The models that are named so far, each once. */
    List<String> models() {
        return rows.stream()
                .map(TargetRow::model)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }
}
