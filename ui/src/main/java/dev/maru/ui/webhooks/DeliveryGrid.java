package dev.maru.ui.webhooks;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Span;
import dev.maru.platform.webhook.WebhookDelivery;
import dev.maru.ui.component.CursorItems;
import dev.maru.ui.component.Times;
import dev.maru.ui.i18n.Formats;
import java.time.Clock;
import java.util.function.Consumer;

/** Deliveries of one webhook, newest first. */
final class DeliveryGrid {
    private DeliveryGrid() {}

    static Grid<WebhookDelivery> of(CursorItems<WebhookDelivery> items, Clock clock, Consumer<WebhookDelivery> open) {
        var grid = new Grid<WebhookDelivery>();
        grid.setSizeFull();
        grid.addComponentColumn(delivery -> Times.exact(delivery.createdAt()))
                .setHeader(t("webhooks.at"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addComponentColumn(DeliveryGrid::event)
                .setHeader(t("webhooks.event"))
                .setFlexGrow(2)
                .setWidth("180px");
        grid.addComponentColumn(WebhookChips::state)
                .setHeader(t("webhooks.state"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addColumn(delivery -> Formats.current().number(delivery.attempts()))
                .setHeader(t("webhooks.attempts"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addComponentColumn(delivery -> next(delivery, clock))
                .setHeader(t("webhooks.next-attempt"))
                .setWidth("130px");
        grid.addItemClickListener(event -> open.accept(event.getItem()));
        items.showIn(grid);
        return grid;
    }

    private static Component event(WebhookDelivery delivery) {
        var name = new Span(t("webhooks.type." + delivery.eventType()));
        name.addClassName("maru-row-link");
        name.getElement().setAttribute("data-row-open", "");
        return name;
    }

    private static Component next(WebhookDelivery delivery, Clock clock) {
        return WebhookChips.isOver(delivery) ? new Span() : Times.relative(delivery.dueAt(), clock);
    }
}
