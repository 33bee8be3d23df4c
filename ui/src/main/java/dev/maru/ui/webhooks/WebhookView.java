package dev.maru.ui.webhooks;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.maru.core.id.WebhookDeliveryId;
import dev.maru.core.id.WebhookId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Permission;
import dev.maru.platform.webhook.PauseReason;
import dev.maru.platform.webhook.Webhook;
import dev.maru.platform.webhook.WebhookChange;
import dev.maru.platform.webhook.WebhookDelivery;
import dev.maru.platform.webhook.WebhookService;
import dev.maru.platform.webhook.WebhookState;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.ConfirmDialog;
import dev.maru.ui.component.CursorItems;
import dev.maru.ui.component.EmptyState;
import dev.maru.ui.component.Facts;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Header;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Split;
import dev.maru.ui.component.Times;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.MainLayout;
import dev.maru.ui.shell.Page;
import dev.maru.ui.shell.Places;
import dev.maru.ui.shell.Query;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One webhook, what was and is to be delivered to it, and every attempt to deliver the one chosen. */
@PermitAll
@Route(value = "p/:tenant/:project/webhooks/:webhook", layout = MainLayout.class)
final class WebhookView extends Page {
    private final WebhookService webhooks;
    private final Clock clock;
    private @Nullable Webhook webhook;

    WebhookView(Places places, WebhookService webhooks, Clock clock) {
        super(places, Permission.MANAGE_WEBHOOKS);
        this.webhooks = webhooks;
        this.clock = clock;
        addClassName("maru-page-full");
    }

    @Override
    protected String title() {
        return webhook == null ? t("nav.webhooks") : webhook.data().address().toString();
    }

    @Override
    protected List<Crumb> above() {
        return List.of(new Crumb(t("nav.webhooks"), place().inProject("webhooks")));
    }

    @Override
    protected void show(Query query) {
        var shown = webhooks.get(place().caller(), id());
        webhook = shown;
        removeAll();
        add(header(shown));
        var reason = shown.pauseReason();
        if (reason == PauseReason.GONE || reason == PauseReason.FAILING) {
            add(new Note(Tone.BAD, t("webhooks.paused." + reason.wireName())));
        }
        add(facts(shown), deliveries(shown, query));
    }

    private WebhookId id() {
        try {
            return WebhookId.parse(parameter("webhook"));
        } catch (IllegalArgumentException notAnId) {
            throw new PlatformException(CoreError.NOT_FOUND, t("webhooks.not-found"), notAnId);
        }
    }

    private Header header(Webhook shown) {
        var header = new Header(title(), shown.data().description()).beside(WebhookChips.state(shown));
        header.act(Buttons.quiet(t("webhooks.refresh"), Glyph.REFRESH, this::refresh));
        if (shown.isActive()) {
            header.act(Buttons.plain(t("webhooks.test"), Glyph.SEND, () -> test(shown)));
            header.act(Buttons.plain(t("webhooks.pause"), Glyph.PAUSE, () -> set(shown, WebhookState.PAUSED)));
        } else {
            header.act(Buttons.primary(t("webhooks.resume"), Glyph.PLAY, () -> set(shown, WebhookState.ACTIVE)));
        }
        header.act(Buttons.icon(
                t("webhooks.edit"), Glyph.EDIT, () -> opened(WebhookDialog.edit(place(), webhooks, shown))));
        header.act(Buttons.icon(
                t("webhooks.rotate"), Glyph.KEY, () -> opened(new RotateSecretDialog(place(), webhooks, shown))));
        return header.act(Buttons.icon(t("webhooks.delete"), Glyph.DELETE, () -> delete(shown)));
    }

    private Component facts(Webhook shown) {
        var data = shown.data();
        var facts = new Facts()
                .add(t("webhooks.url"), data.address().value())
                .add(
                        t("webhooks.events"),
                        Chip.row(data.sortedTypes().stream()
                                .map(type -> Chip.plain(t("webhooks.type." + type)))
                                .toList()))
                .add(t("webhooks.folder"), data.folder())
                .add(t("webhooks.created-by"), shown.createdBy());
        var failing = shown.failingSince();
        if (failing != null) {
            facts.add(t("webhooks.failing-since"), Times.relative(failing, clock));
        }
        var both = shown.oldSecretUntil();
        if (both != null && clock.instant().isBefore(both)) {
            facts.add(t("webhooks.both-secrets"), Times.relative(both, clock));
        }
        return facts;
    }

    private Component deliveries(Webhook shown, Query query) {
        var items = new CursorItems<WebhookDelivery>(
                (after, limit) -> webhooks.deliveries(place().caller(), shown.id(), after, limit));
        if (items.isEmpty()) {
            return new EmptyState(Glyph.SEND, t("webhooks.deliveries.empty"), t("webhooks.deliveries.empty.text"));
        }
        var split = new Split("460px", () -> select(null));
        split.setMaster(DeliveryGrid.of(items, clock, this::select));
        split.setDetail(
                query.get("delivery").flatMap(text -> detail(shown, text)).orElse(null));
        return split;
    }

    private Optional<Div> detail(Webhook shown, String text) {
        try {
            var found = webhooks.delivery(place().caller(), shown.id(), WebhookDeliveryId.parse(text));
            Runnable again = shown.isActive() ? () -> deliverAgain(found.delivery()) : null;
            return Optional.of(new DeliveryPanel(found, again, () -> select(null)));
        } catch (IllegalArgumentException notAnId) {
            // A link that was cut short: the list is still of use.
            return Optional.empty();
        }
    }

    private void select(@Nullable WebhookDelivery delivery) {
        go(query().with("delivery", delivery == null ? null : delivery.id().toString()));
    }

    private void deliverAgain(WebhookDelivery delivery) {
        webhooks.deliverAgain(place().caller(), delivery.webhook(), delivery.id());
        Notices.success(t("webhooks.queued"));
        refresh();
    }

    private void test(Webhook shown) {
        webhooks.test(place().caller(), shown.id());
        Notices.success(t("webhooks.tested"));
        refresh();
    }

    private void set(Webhook shown, WebhookState state) {
        webhooks.change(place().caller(), shown.id(), WebhookChange.of(shown.version(), state));
        Notices.success(state == WebhookState.ACTIVE ? t("webhooks.resumed") : t("webhooks.pause.done"));
        refresh();
    }

    private void delete(Webhook shown) {
        new ConfirmDialog(t("webhooks.delete"), t("webhooks.delete.consequence", title()), t("webhooks.delete"), () -> {
                    webhooks.delete(place().caller(), shown.id());
                    UI.getCurrent().navigate(place().inProject("webhooks"));
                    Notices.success(t("webhooks.deleted"));
                })
                .open();
    }

    private void opened(Dialog dialog) {
        dialog.addOpenedChangeListener(event -> {
            if (!event.isOpened()) {
                refresh();
            }
        });
        dialog.open();
    }
}
