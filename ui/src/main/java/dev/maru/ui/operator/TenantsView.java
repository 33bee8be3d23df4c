package dev.maru.ui.operator;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.maru.access.AccessState;
import dev.maru.access.Tenant;
import dev.maru.access.TenantService;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Header;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Times;
import dev.maru.ui.component.Tone;
import dev.maru.ui.component.TypeNameDialog;
import dev.maru.ui.shell.CurrentPerson;
import dev.maru.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;

/** Every tenant of the installation, for operators. */
@PermitAll
@Route(value = "operator/tenants", layout = MainLayout.class)
final class TenantsView extends Div implements BeforeEnterObserver, HasDynamicTitle, MainLayout.HasCrumb {
    private final CurrentPerson person;
    private final TenantService tenants;
    private final Clock clock;

    TenantsView(CurrentPerson person, TenantService tenants, Clock clock) {
        this.person = person;
        this.tenants = tenants;
        this.clock = clock;
        addClassNames("maru-page", "maru-page-full");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (!person.profile().operator()) {
            throw new PlatformException(CoreError.FORBIDDEN, t("shell.forbidden.detail"));
        }
        show();
    }

    private void show() {
        removeAll();
        add(
                new Header(crumb(), t("tenants.explained"))
                        .act(Buttons.primary(
                                t("tenants.new"), Glyph.ADD, () -> opened(new NewTenantDialog(person, tenants)))),
                grid());
    }

    private Grid<Tenant> grid() {
        var grid = new Grid<Tenant>();
        grid.addClassName("maru-fill");
        grid.addComponentColumn(TenantsView::name)
                .setHeader(t("tenants.name"))
                .setFlexGrow(2)
                .setWidth("130px");
        grid.addComponentColumn(TenantsView::state)
                .setHeader(t("members.state"))
                .setAutoWidth(true);
        grid.addComponentColumn(tenant -> Times.relative(tenant.createdAt(), clock))
                .setHeader(t("tenants.made"))
                .setAutoWidth(true);
        grid.addComponentColumn(this::actions).setAutoWidth(true).setFlexGrow(0).setFrozenToEnd(true);
        grid.setItems(tenants.all(person.id()));
        return grid;
    }

    private static Component name(Tenant tenant) {
        var name = new Span(tenant.name());
        name.addClassName("maru-row-link");
        var slug = new Span(tenant.slug().value());
        slug.addClassNames("maru-mono", "maru-quiet", "maru-small");
        var cell = new Div(name, slug);
        cell.addClassName("maru-cell-two");
        return cell;
    }

    private static Component state(Tenant tenant) {
        return switch (tenant.state()) {
            case ACTIVE -> new Chip(t("state.active"), Tone.GOOD, Glyph.SUCCESS);
            case SUSPENDED -> new Chip(t("state.suspended"), Tone.WARN, Glyph.BLOCKED);
            case DELETED -> new Chip(t("state.deleted"), Tone.BAD, Glyph.CLOSE);
        };
    }

    private Component actions(Tenant tenant) {
        if (tenant.state() == AccessState.SUSPENDED) {
            return Buttons.quiet(t("tenants.resume"), Glyph.PLAY, () -> {
                tenants.resume(person.id(), tenant.id());
                show();
                Notices.success(t("tenants.resumed", tenant.name()));
            });
        }
        return Buttons.quiet(
                t("tenants.suspend"),
                Glyph.BLOCKED,
                () -> opened(new TypeNameDialog(
                        t("tenants.suspend.of", tenant.name()),
                        t("tenants.suspend.consequence", tenant.name()),
                        tenant.slug().value(),
                        t("tenants.suspend"),
                        typed -> tenants.suspend(person.id(), tenant.id()))));
    }

    private void opened(Dialog dialog) {
        dialog.addOpenedChangeListener(event -> {
            if (!event.isOpened()) {
                show();
            }
        });
        dialog.open();
    }

    @Override
    public String getPageTitle() {
        return crumb() + " · Maru";
    }

    @Override
    public String crumb() {
        return t("nav.tenants");
    }
}
