package dev.maru.ui.models;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextField;
import dev.maru.gateway.catalog.CatalogModel;
import dev.maru.gateway.catalog.NewPrice;
import dev.maru.gateway.catalog.PriceSheet;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Times;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.shell.Place;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The sheets of prices of a model by the day they begin, and a new one to add; a sheet is never changed. */
final class PricesDialog extends FormDialog {
    private final Formats formats = Formats.current();
    private final BigDecimalField input = amount("uncachedInput", t("usage.uncached-input"));
    private final BigDecimalField output = amount("output", t("usage.output"));
    private final BigDecimalField cacheRead = amount("cacheRead", t("usage.cache-read"));
    private final BigDecimalField cacheWrite = amount("cacheWrite", t("usage.cache-write"));
    private final BigDecimalField reasoning = amount("reasoning", t("usage.reasoning"));
    private final TextField currency = new TextField(t("prices.currency"));
    private final TextField source = new TextField(t("prices.source"));
    private final DateTimePicker from = new DateTimePicker(t("prices.from"));

    PricesDialog(Place place, ModelTools tools, CatalogModel model, boolean mayAdd) {
        super(t("prices.title", model.name()), t("prices.explained"));
        setWidth("min(620px, 96vw)");
        content(sheets(tools, place, model));
        if (!mayAdd) {
            act().setVisible(false);
            return;
        }
        currency.setValue("USD");
        source.setPlaceholder(t("prices.source.example"));
        from.setHelperText(t("prices.from.help"));
        field("currency", currency);
        field("source", source);
        field("effectiveFrom", from);
        var form = new Div(input, output, cacheRead, cacheWrite, reasoning, currency, source, from);
        form.addClassName("maru-form-grid");
        content(new H3(t("prices.add")), form);
        submit(t("prices.save"), () -> {
            tools.catalog().addPrice(place.caller(), model.id(), wanted());
            close();
            Notices.success(t("prices.done"));
        });
    }

    private NewPrice wanted() {
        var begin = from.getValue();
        return new NewPrice(
                begin == null ? null : begin.atZone(formats.zone()).toInstant(),
                currency.getValue().strip().toUpperCase(Locale.ROOT),
                input.getValue(),
                cacheRead.getValue(),
                cacheWrite.getValue(),
                output.getValue(),
                reasoning.getValue(),
                source.getValue().strip());
    }

    private BigDecimalField amount(String name, String label) {
        var field = new BigDecimalField(label);
        field.setSuffixComponent(new Span(t("prices.per-million")));
        field(name, field);
        return field;
    }

    private Component sheets(ModelTools tools, Place place, CatalogModel model) {
        var sheets = tools.catalog().prices(place.caller(), model.id());
        if (sheets.isEmpty()) {
            return new Paragraph(t("prices.none"));
        }
        var list = new UnorderedList();
        list.addClassName("maru-list");
        sheets.forEach(sheet -> list.add(line(sheet)));
        return list;
    }

    private ListItem line(PriceSheet sheet) {
        var parts = new ArrayList<String>();
        part(parts, t("usage.uncached-input"), sheet, sheet.uncachedInput());
        part(parts, t("usage.cache-read"), sheet, sheet.cacheRead());
        part(parts, t("usage.cache-write"), sheet, sheet.cacheWrite());
        part(parts, t("usage.output"), sheet, sheet.output());
        part(parts, t("usage.reasoning"), sheet, sheet.reasoning());
        var head = new Div(new Span(t("prices.since") + " "), Times.exact(sheet.effectiveFrom()));
        var source = new Div(sheet.source());
        source.addClassNames("maru-quiet", "maru-small");
        return new ListItem(head, new Div(String.join(" · ", parts)), source);
    }

    private void part(List<String> parts, String name, PriceSheet sheet, @Nullable BigDecimal price) {
        if (price != null) {
            parts.add(name + " " + formats.exactMoney(price, sheet.currency()));
        }
    }
}
