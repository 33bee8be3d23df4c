package dev.maru.ui.playground;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Permission;
import dev.maru.gateway.catalog.CallableModel;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.EmptyState;
import dev.maru.ui.component.Fields;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Header;
import dev.maru.ui.shell.MainLayout;
import dev.maru.ui.shell.Page;
import dev.maru.ui.shell.Places;
import dev.maru.ui.shell.Query;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;

/** Prompts beside models: up to four columns that share their inputs, run at once and are compared. */
@PermitAll
@Route(value = "p/:tenant/:project/playground", layout = MainLayout.class)
final class PlaygroundView extends Page implements PlaygroundColumn.Host {
    private final PlaygroundTools tools;
    private final List<PlaygroundColumn> columns = new ArrayList<>();
    private final Div grid = new Div();
    private final DifferencePanel differences = new DifferencePanel();
    private final Button runAll = Buttons.primary(t("play.run-all"), Glyph.PLAY, this::runAll);
    private final Button stopAll = Buttons.plain(t("play.stop-all"), Glyph.STOP, this::stopAll);
    private final Button add = Buttons.plain(t("play.add"), Glyph.ADD, this::copyLast);
    private final Checkbox compare = Fields.toggle(t("play.differences"), false, on -> showDifferences());
    private SharedInputs inputs = new SharedInputs(this::inputsChanged);
    private List<String> models = List.of();
    private List<ColumnLink> shown = List.of();

    PlaygroundView(Places places, PlaygroundTools tools) {
        super(places, Permission.CALL_MODELS);
        this.tools = tools;
        addClassName("maru-page-wide");
        grid.addClassName("maru-play");
        runAll.setId("play-run-all");
        stopAll.setId("play-stop-all");
        add.setId("play-add");
        Shortcuts.addShortcutListener(this, this::runAll, Key.ENTER, KeyModifier.CONTROL)
                .resetFocusOnActiveElement();
        Shortcuts.addShortcutListener(this, this::runAll, Key.ENTER, KeyModifier.META)
                .resetFocusOnActiveElement();
        addDetachListener(event -> columns.forEach(PlaygroundColumn::leave));
    }

    @Override
    protected String title() {
        return t("nav.playground");
    }

    @Override
    protected void show(Query query) {
        var links = links(query);
        if (columns.isEmpty() || !links.equals(shown)) {
            build(links);
        }
    }

    private static List<ColumnLink> links(Query query) {
        try {
            return ColumnLink.read(query);
        } catch (IllegalArgumentException notAnId) {
            throw new PlatformException(CoreError.NOT_FOUND, t("play.no-source"), notAnId);
        }
    }

    private void build(List<ColumnLink> links) {
        shown = links;
        columns.forEach(PlaygroundColumn::leave);
        columns.clear();
        removeAll();
        models = tools.catalog().callable(place().caller()).stream()
                .map(CallableModel::qualifiedName)
                .toList();
        var header = new Header(title(), t("play.explained"));
        add(header);
        if (models.isEmpty()) {
            var models = new Anchor(place().inProject("models?tab=connections"), t("play.no-model.act"));
            add(new EmptyState(Glyph.MODELS, t("play.no-model"), t("play.no-model.text"), models));
            return;
        }
        header.act(compare).act(add).act(stopAll).act(runAll);
        restore(links);
        add(inputs, grid, differences);
        arrange();
    }

    /** A page that was left or loaded anew goes on with what was not saved, unless its address means something else. */
    private void restore(List<ColumnLink> links) {
        inputs = new SharedInputs(this::inputsChanged);
        var kept = Recollection.of(place());
        kept.ifPresent(past -> inputs.restore(past.samples(), past.question()));
        var states = kept.filter(past -> links.isEmpty() || past.links().equals(links))
                .map(Recollection::columns)
                .filter(this::isThereStill)
                .orElseGet(() -> (links.isEmpty() ? List.of(ColumnLink.NEW) : links)
                        .stream().map(ColumnState::of).toList());
        states.forEach(state -> columns.add(new PlaygroundColumn(place(), tools, this, state)));
    }

    private boolean isThereStill(List<ColumnState> states) {
        try {
            states.forEach(state ->
                    ColumnSource.load(tools, place().caller(), state.link().source()));
            return true;
        } catch (PlatformException gone) {
            return false;
        }
    }

    private void arrange() {
        grid.removeAll();
        columns.forEach(grid::add);
        grid.getElement().setAttribute("data-count", String.valueOf(columns.size()));
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).arrange(i + 1, columns.size());
        }
        add.setVisible(columns.size() < ColumnLink.MOST);
        compare.setVisible(columns.size() > 1);
        inputsAsked();
        showDifferences();
        showRunning();
    }

    private void inputsAsked() {
        inputs.show(columns.stream().map(PlaygroundColumn::variables).toList());
    }

    private void inputsChanged() {
        keep();
    }

    private void keep() {
        new Recollection(
                        columns.stream().map(PlaygroundColumn::state).toList(), inputs.samples(), inputs.questionText())
                .keep(place());
    }

    /** Puts the columns into the address, so that a link and a reload bring them back. */
    private void changedColumns() {
        arrange();
        address();
    }

    private void address() {
        keep();
        shown = columns.stream().map(PlaygroundColumn::link).toList();
        go(ColumnLink.write(shown));
    }

    @Override
    public SharedInputs inputs() {
        return inputs;
    }

    @Override
    public List<String> models() {
        return models;
    }

    @Override
    public void changed(PlaygroundColumn column) {
        if (columns.contains(column)) {
            inputsAsked();
            address();
        }
    }

    @Override
    public void restart(PlaygroundColumn column, ColumnState state) {
        int at = columns.indexOf(column);
        column.leave();
        columns.set(at, new PlaygroundColumn(place(), tools, this, state));
        changedColumns();
    }

    @Override
    public void duplicate(PlaygroundColumn column) {
        var used = columns.stream().map(other -> other.link().model()).toList();
        var other = models.stream().filter(name -> !used.contains(name)).findFirst();
        var state = column.state();
        insert(columns.indexOf(column) + 1, other.isPresent() ? state.with(other.get()) : state);
    }

    private void copyLast() {
        insert(columns.size(), columns.getLast().state());
    }

    private void insert(int at, ColumnState state) {
        if (columns.size() < ColumnLink.MOST) {
            columns.add(at, new PlaygroundColumn(place(), tools, this, state));
            changedColumns();
        }
    }

    @Override
    public void remove(PlaygroundColumn column) {
        column.leave();
        columns.remove(column);
        changedColumns();
    }

    private void runAll() {
        columns.forEach(PlaygroundColumn::run);
    }

    private void stopAll() {
        columns.forEach(PlaygroundColumn::stop);
    }

    @Override
    public void runningChanged() {
        showDifferences();
        showRunning();
    }

    private void showRunning() {
        stopAll.setVisible(columns.stream().anyMatch(PlaygroundColumn::isRunning));
    }

    private void showDifferences() {
        differences.setVisible(compare.getValue() && columns.size() > 1);
        if (differences.isVisible()) {
            differences.show(columns.stream().map(PlaygroundColumn::answer).toList());
        }
    }
}
