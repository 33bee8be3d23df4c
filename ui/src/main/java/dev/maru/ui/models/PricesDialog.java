package dev.maru.ui.models;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import dev.maru.gateway.catalog.CatalogModel;
import dev.maru.gateway.catalog.NewPrice;
import dev.maru.gateway.catalog.PriceTier;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Notices;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.shell.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The sheets of prices of a model by the day they begin, and a new one to add; a sheet is never changed. */
final class PricesDialog extends FormDialog {
    private final Formats formats = Formats.current();
    private final RateFields rates = new RateFields();
    private final List<TierFields> tiers = new ArrayList<>();
    private final Div tierList = new Div();
    private final TextField currency = new TextField(t("prices.currency"));
    private final TextField source = new TextField(t("prices.source"));
    private final DateTimePicker from = new DateTimePicker(t("prices.from"));

    PricesDialog(Place place, ModelTools tools, CatalogModel model, boolean mayAdd) {
        super(t("prices.title", model.name()), t("prices.explained"));
        setWidth("min(680px, 96vw)");
        content(new PriceList(tools.catalog().prices(place.caller(), model.id()), new ModelTexts()));
        if (!mayAdd) {
            act().setVisible(false);
            return;
        }
        currency.setValue("USD");
        source.setPlaceholder(t("prices.source.example"));
        from.setHelperText(t("prices.from.help"));
        rates.name(this::field);
        field("currency", currency);
        field("source", source);
        field("effectiveFrom", from);
        // Naming a field puts it into the dialog; here they stand in their grids.
        rates.name((name, field) -> rates.add(field));
        var form = new Div(currency, source, from);
        form.addClassName("maru-form-grid");
        tierList.addClassName("maru-stack");
        var explained = new Paragraph(t("prices.tiers.text"));
        explained.addClassNames("maru-quiet", "maru-small");
        content(
                new H3(t("prices.add")),
                rates,
                form,
                new H3(t("prices.tiers")),
                explained,
                tierList,
                Buttons.plain(t("prices.tier.add"), Glyph.ADD, this::addTier));
        submit(t("prices.save"), () -> {
            tools.catalog().addPrice(place.caller(), model.id(), wanted());
            close();
            Notices.success(t("prices.done"));
        });
    }

    private void addTier() {
        var tier = new TierFields();
        tiers.add(tier);
        tierList.add(tier);
        tier.add(Buttons.quiet(t("prices.tier.remove"), Glyph.DELETE, () -> {
            tiers.remove(tier);
            tierList.remove(tier);
        }));
    }

    private NewPrice wanted() {
        var begin = from.getValue();
        return new NewPrice(
                begin == null ? null : begin.atZone(formats.zone()).toInstant(),
                currency.getValue().strip().toUpperCase(Locale.ROOT),
                rates.rates(),
                tiers.stream().map(TierFields::tier).toList(),
                source.getValue().strip());
    }

    /** The rates of one tier. */
    private static final class TierFields extends Div {
        private final Select<String> service = new Select<>();
        private final IntegerField above = new IntegerField(t("prices.tier.above"));
        private final RateFields rates = new RateFields();

        TierFields() {
            addClassName("maru-panel");
            service.setLabel(t("prices.tier.service"));
            service.setItems(ModelTexts.services());
            service.setItemLabelGenerator(ModelTexts::service);
            service.setValue(PriceTier.STANDARD);
            above.setHelperText(t("prices.tier.above.help"));
            above.setMin(0);
            var head = new Div(service, above);
            head.addClassName("maru-form-grid");
            add(head, rates);
        }

        PriceTier tier() {
            return new PriceTier(service.getValue(), above.getValue() == null ? 0 : above.getValue(), rates.rates());
        }
    }
}
