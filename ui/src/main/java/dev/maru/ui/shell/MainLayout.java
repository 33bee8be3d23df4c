package dev.maru.ui.shell;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import dev.maru.access.ProjectService;
import dev.maru.ui.component.Glyph;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The frame of every page: where one is, where one can go, and who one is. */
@PermitAll
public final class MainLayout extends AppLayout implements AfterNavigationObserver {
    private final Places places;
    private final CurrentPerson person;
    private final Switcher switcher;
    private final CommandPalette palette;
    private final Div navigation = new Div();
    private final OrderedList crumbs = new OrderedList();

    MainLayout(Places places, CurrentPerson person, ProjectService projects, PaletteSearch search) {
        this.places = places;
        this.person = person;
        switcher = new Switcher(places, person, projects);
        palette = new CommandPalette(search);
        addClassName("maru-shell");
        setPrimarySection(Section.DRAWER);
        navigation.addClassName("maru-navigation");
        addToDrawer(brand(), switcher, navigation, userMenu());
        addToNavbar(toggle(), breadcrumbs(), searchButton(), helpButton(), palette);
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        var shown = event.getActiveChain().getFirst();
        var page = shown instanceof Page current ? Optional.of(current) : Optional.<Page>empty();
        var place = page.map(Page::place).map(places::withProject).or(places::last);
        var sections = place.map(this::sections).orElseGet(List::of);
        navigation.removeAll();
        sections.forEach(section -> navigation.add(section.create()));
        if (person.profile().operator()) {
            var item = new SideNavItem(t("nav.tenants"), "operator/tenants", Glyph.TENANT.create());
            var operator = new SideNav(t("nav.operator"));
            operator.addItem(item);
            navigation.add(operator);
        }
        switcher.show(place.orElse(null));
        showCrumbs(page, shown instanceof HasCrumb titled ? titled.crumb() : "");
        palette.show(
                place.orElse(null),
                sections.stream().flatMap(section -> section.items().stream()).toList());
    }

    private List<Group> sections(Place place) {
        var caller = place.caller();
        var sections = new ArrayList<Group>();
        for (var item : NavigationItem.ALL) {
            var ofTenant = item.path().apply(place).startsWith("t/");
            if (!(ofTenant ? place.mayInTenant(item.permission()) : caller.may(item.permission()))) {
                continue;
            }
            if (sections.isEmpty() || !sections.getLast().label().equals(item.group())) {
                sections.add(new Group(item.group(), place, new ArrayList<>()));
            }
            sections.getLast().items().add(item);
        }
        return sections;
    }

    private static Anchor brand() {
        var mark = new Image("maru/mark.svg", "");
        mark.setWidth("22px");
        mark.setHeight("22px");
        var link = new Anchor("", mark, new Span("Maru"));
        link.addClassName("maru-brand");
        return link;
    }

    private UserMenu userMenu() {
        return new UserMenu(person);
    }

    private static DrawerToggle toggle() {
        var toggle = new DrawerToggle();
        toggle.setAriaLabel(t("shell.menu"));
        return toggle;
    }

    private Nav breadcrumbs() {
        var nav = new Nav(crumbs);
        nav.addClassName("maru-crumbs");
        nav.getElement().setAttribute("aria-label", t("shell.breadcrumbs"));
        return nav;
    }

    private Button searchButton() {
        var label = new Span(t("palette.open"));
        label.addClassName("maru-search-label");
        var keys = new Span();
        keys.addClassName("maru-keys");
        keys.getElement().setAttribute("data-shortcut", "mod+k");
        keys.getElement().setAttribute("slot", "suffix");
        var button = new Button("", Glyph.SEARCH.create(), event -> palette.open());
        button.getElement().appendChild(label.getElement(), keys.getElement());
        button.addClassName("maru-search");
        button.setAriaLabel(t("palette.open"));
        button.setId("open-palette");
        return button;
    }

    private Button helpButton() {
        var button = new Button(Glyph.KEYBOARD.create(), event -> palette.help());
        button.addThemeName("tertiary");
        button.addClassName("maru-help");
        button.setAriaLabel(t("help.open"));
        button.setTooltipText(t("help.open"));
        return button;
    }

    private void showCrumbs(Optional<Page> page, String otherwise) {
        crumbs.removeAll();
        page.ifPresent(current -> {
            var place = current.place();
            var project = place.project();
            if (project != null) {
                crumbs.add(step(new Page.Crumb(project.name(), place.inProject(""))));
            } else {
                crumbs.add(new ListItem(new Span(place.tenant().name())));
            }
            current.above().forEach(crumb -> crumbs.add(step(crumb)));
        });
        var here = new ListItem(new Span(page.map(Page::title).orElse(otherwise)));
        here.getElement().setAttribute("aria-current", "page");
        crumbs.add(here);
    }

    private static ListItem step(Page.Crumb crumb) {
        return new ListItem(new Anchor(crumb.path(), crumb.text()));
    }

    /** A page outside of tenants that has a name for the breadcrumbs. */
    public interface HasCrumb {
        String crumb();
    }

    private record Group(String label, Place place, List<NavigationItem> items) {
        SideNav create() {
            var nav = label.isEmpty() ? new SideNav() : new SideNav(t(label));
            if (label.isEmpty()) {
                nav.getElement().setAttribute("aria-label", t("nav.home"));
            }
            for (var item : items) {
                var entry = new SideNavItem(
                        t(item.text()), item.path().apply(place), item.glyph().create());
                entry.setMatchNested(!item.path().apply(place).equals(place.inProject("")));
                nav.addItem(entry);
            }
            return nav;
        }
    }
}
