package dev.maru.ui.calls;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.maru.gateway.call.CallListItem;
import dev.maru.ui.component.Times;
import dev.maru.ui.i18n.Formats;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/** Calls as rows. */
final class CallGrid extends Grid<CallListItem> {
    CallGrid(Clock clock, Consumer<CallListItem> open) {
        var formats = Formats.current();
        setSizeFull();
        addComponentColumn(call -> Times.relative(call.startedAt(), clock))
                .setHeader(t("calls.started"))
                .setWidth("100px")
                .setFlexGrow(0);
        addComponentColumn(call -> OutcomeChip.of(call.outcome(), call.status()))
                .setHeader(t("calls.outcome"))
                .setWidth("145px")
                .setFlexGrow(0);
        addComponentColumn(CallGrid::model)
                .setHeader(t("calls.model"))
                .setFlexGrow(2)
                .setWidth("180px");
        addColumn(CallGrid::prompt).setHeader(t("calls.prompt")).setFlexGrow(2).setWidth("150px");
        addColumn(call -> formats.number(call.tokens().total()))
                .setHeader(t("calls.tokens"))
                .setWidth("90px")
                .setFlexGrow(0)
                .setTextAlign(ColumnTextAlign.END);
        addColumn(call -> CallTexts.cost(call, formats))
                .setHeader(t("calls.cost"))
                .setWidth("130px")
                .setFlexGrow(0)
                .setTextAlign(ColumnTextAlign.END);
        addColumn(call -> formats.duration(Duration.ofMillis(call.durationMs())))
                .setHeader(t("calls.duration"))
                .setWidth("100px")
                .setFlexGrow(0)
                .setTextAlign(ColumnTextAlign.END);
        addItemClickListener(event -> open.accept(event.getItem()));
    }

    private static Component model(CallListItem call) {
        var model = new Span(call.model() == null ? call.requestedModel() : call.model());
        model.getElement().setAttribute("data-row-open", "");
        var cell = new Div(model);
        cell.addClassName("maru-cell-two");
        var code = call.errorCode();
        if (code != null) {
            var error = new Span(code);
            error.addClassNames("maru-quiet", "maru-small", "maru-mono");
            cell.add(error);
        }
        return cell;
    }

    private static String prompt(CallListItem call) {
        var name = call.promptName();
        return name == null
                ? ""
                : name + (call.promptVersion() == null ? "" : " · " + t("prompt.version", call.promptVersion()));
    }
}
