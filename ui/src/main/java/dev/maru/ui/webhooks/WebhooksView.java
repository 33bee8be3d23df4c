package dev.maru.ui.webhooks;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.maru.core.tenancy.Permission;
import dev.maru.platform.webhook.Webhook;
import dev.maru.platform.webhook.WebhookService;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.EmptyState;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Header;
import dev.maru.ui.component.Times;
import dev.maru.ui.shell.MainLayout;
import dev.maru.ui.shell.Page;
import dev.maru.ui.shell.Places;
import dev.maru.ui.shell.Query;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.List;

/** The webhooks of a project. */
@PermitAll
@Route(value = "p/:tenant/:project/webhooks", layout = MainLayout.class)
final class WebhooksView extends Page {
    private final WebhookService webhooks;
    private final Clock clock;

    WebhooksView(Places places, WebhookService webhooks, Clock clock) {
        super(places, Permission.MANAGE_WEBHOOKS);
        this.webhooks = webhooks;
        this.clock = clock;
        addClassName("maru-page-full");
    }

    @Override
    protected String title() {
        return t("nav.webhooks");
    }

    @Override
    protected void show(Query query) {
        removeAll();
        var items = webhooks.list(place().caller());
        var header = new Header(title(), t("webhooks.explained"));
        if (!items.isEmpty()) {
            header.act(newWebhook());
        }
        add(header, items.isEmpty() ? nothing() : grid(items));
        if (query.get("new").isPresent()) {
            openNew();
        }
    }

    private Component newWebhook() {
        return Buttons.primary(t("webhooks.new"), Glyph.ADD, () -> go(query().with("new", "1")));
    }

    private Component nothing() {
        return new EmptyState(Glyph.WEBHOOK, t("webhooks.empty"), t("webhooks.empty.text"), newWebhook());
    }

    private Grid<Webhook> grid(List<Webhook> items) {
        var grid = new Grid<Webhook>();
        grid.addClassName("maru-fill");
        grid.addComponentColumn(this::receiver)
                .setHeader(t("webhooks.receiver"))
                .setFlexGrow(3)
                .setWidth("220px");
        grid.addComponentColumn(WebhookChips::state)
                .setHeader(t("webhooks.state"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addComponentColumn(WebhooksView::events)
                .setHeader(t("webhooks.events"))
                .setFlexGrow(2)
                .setWidth("220px");
        grid.addComponentColumn(this::lastDelivery)
                .setHeader(t("webhooks.last-delivery"))
                .setWidth("150px");
        grid.setItems(items);
        return grid;
    }

    private Component receiver(Webhook webhook) {
        var address = new Anchor(
                place().inProject("webhooks/" + webhook.id()),
                webhook.data().address().value());
        address.addClassNames("maru-row-link", "maru-truncate");
        var description = webhook.data().description();
        var about = new Span(description.isEmpty() ? t("webhooks.by", webhook.createdBy()) : description);
        about.addClassNames("maru-quiet", "maru-small");
        var cell = new Div(address, about);
        cell.addClassName("maru-cell-two");
        return cell;
    }

    private static Component events(Webhook webhook) {
        var cell = new Div(Chip.row(webhook.data().sortedTypes().stream()
                .map(type -> Chip.plain(t("webhooks.type." + type)))
                .toList()));
        cell.addClassName("maru-cell-two");
        if (!webhook.data().folder().isEmpty()) {
            var folder = new Span(t("webhooks.below", webhook.data().folder()));
            folder.addClassNames("maru-quiet", "maru-small");
            cell.add(folder);
        }
        return cell;
    }

    private Component lastDelivery(Webhook webhook) {
        var at = webhook.lastAttemptAt();
        return at == null ? new Span(t("webhooks.never")) : Times.relative(at, clock);
    }

    private void openNew() {
        Dialog dialog = WebhookDialog.create(place(), webhooks);
        dialog.addOpenedChangeListener(event -> {
            if (!event.isOpened()) {
                go(query().with("new", null));
            }
        });
        dialog.open();
    }
}
