package dev.maru.ui.models;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.maru.gateway.catalog.PriceSheet;
import dev.maru.ui.component.Times;
import java.util.List;

/** The sheets of a model by the day they begin, each with its tiers and an example to reckon along. */
final class PriceList extends Div {
    private final ModelTexts texts;

    PriceList(List<PriceSheet> sheets, ModelTexts texts) {
        this.texts = texts;
        if (sheets.isEmpty()) {
            add(new Paragraph(t("prices.none")));
            return;
        }
        var list = new UnorderedList();
        list.addClassName("maru-list");
        sheets.forEach(sheet -> list.add(line(sheet)));
        add(list);
    }

    private ListItem line(PriceSheet sheet) {
        var head = new Div(new Span(t("prices.since") + " "), Times.exact(sheet.effectiveFrom()));
        var item = new ListItem(head, new Div(texts.rates(sheet.rates(), sheet.currency())));
        for (var tier : sheet.tiers()) {
            var line = new Div(texts.tier(tier) + ": " + texts.rates(tier.rates(), sheet.currency()));
            line.addClassName("maru-small");
            item.add(line);
        }
        texts.example(sheet).ifPresent(example -> item.add(quiet(example)));
        item.add(quiet(sheet.source()));
        return item;
    }

    private static Div quiet(String text) {
        var line = new Div(text);
        line.addClassNames("maru-quiet", "maru-small");
        return line;
    }
}
