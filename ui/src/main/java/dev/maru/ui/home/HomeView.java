package dev.maru.ui.home;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.Route;
import dev.maru.core.tenancy.Permission;
import dev.maru.prompts.ReleaseRequest;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.CodeTabs;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Header;
import dev.maru.ui.component.Times;
import dev.maru.ui.component.Tone;
import dev.maru.ui.component.UrlTabs;
import dev.maru.ui.releases.ReleaseTexts;
import dev.maru.ui.shell.MainLayout;
import dev.maru.ui.shell.Page;
import dev.maru.ui.shell.Places;
import dev.maru.ui.shell.Query;
import jakarta.annotation.security.PermitAll;
import java.util.List;

/** How a project does, what changed in it, and the first steps for those who are new. */
@PermitAll
@Route(value = "p/:tenant/:project", layout = MainLayout.class)
final class HomeView extends Page {
    private final HomeFacts facts;

    HomeView(Places places, HomeFacts facts) {
        super(places, Permission.READ_PROJECTS);
        this.facts = facts;
    }

    @Override
    protected String title() {
        return t("nav.home");
    }

    @Override
    protected void show(Query query) {
        removeAll();
        var caller = place().caller();
        var project = place().project();
        var header = new Header(
                project == null ? "" : project.name(),
                t("home.explained", place().tenant().name()));
        if (project != null && project.sample()) {
            header.beside(new Chip(t("home.sample"), Tone.ACCENT, Glyph.SPARKLES));
        }
        add(header);
        var steps = facts.steps(place());
        if (steps.stream().anyMatch(step -> !step.done())) {
            add(new FirstSteps(place(), steps));
        }
        if (caller.may(Permission.READ_PROMPTS)) {
            addDecisions(facts.toDecide(caller));
        }
        if (caller.may(Permission.MANAGE_MODELS)) {
            var unpriced = facts.unpriced(caller);
            if (!unpriced.isEmpty()) {
                add(new UnpricedPanel(place(), unpriced, facts.clock()));
            }
        }
        if (caller.may(Permission.READ_CALLS)) {
            var range = query.get("range", "day");
            add(
                    new UrlTabs(
                            t("home.range"),
                            List.of(
                                    new UrlTabs.Choice("day", t("range.day")),
                                    new UrlTabs.Choice("week", t("range.week"))),
                            range,
                            chosen -> go(query().with("range", chosen.equals("day") ? null : chosen))),
                    new StatCards(facts.stats(caller, range.equals("week")), place()));
        }
        var lower = new Div();
        lower.addClassName("maru-halves");
        if (caller.may(Permission.READ_PROMPTS)) {
            lower.add(releases());
        }
        if (caller.may(Permission.CALL_MODELS)) {
            lower.add(code());
        }
        add(lower);
    }

    private void addDecisions(List<ReleaseRequest> requests) {
        if (requests.isEmpty()) {
            return;
        }
        var panel = new Div(new H2(Glyph.VERIFIED.create(), new Span(t("home.decide"))));
        panel.addClassName("maru-panel");
        var list = new UnorderedList();
        list.addClassName("maru-list");
        for (var request : requests) {
            var link = new Anchor(
                    place().inProject("prompts/" + request.prompt() + "?tab=releases"),
                    request.name().value());
            var step =
                    new Chip(request.label() + " → " + t("prompt.version", request.version()), Tone.PLAIN, Glyph.TAG);
            var by = new Span(t("request.by", request.requestedBy()));
            by.addClassNames("maru-quiet", "maru-small");
            var row = new Div(link, step, by, Times.relative(request.requestedAt(), facts.clock()));
            row.addClassName("maru-row");
            list.add(new ListItem(row));
        }
        panel.add(list);
        add(panel);
    }

    private Component releases() {
        var panel = new Div(new H2(Glyph.RELEASE.create(), new Span(t("home.releases"))));
        panel.addClassName("maru-panel");
        var releases = facts.releases(place().caller());
        if (releases.isEmpty()) {
            var none = new Paragraph(t("home.releases.none"));
            none.addClassName("maru-quiet");
            panel.add(none, new Anchor(place().inProject("prompts"), t("home.to-prompts")));
            return panel;
        }
        var list = new UnorderedList();
        list.addClassName("maru-list");
        for (var entry : releases) {
            var release = entry.release();
            var link = new Anchor(place().inProject("prompts/" + entry.prompt() + "?tab=releases"), entry.name());
            var to = release.to();
            var step = new Chip(
                    release.label() + (to == null ? "" : " → " + t("prompt.version", to)), Tone.PLAIN, Glyph.TAG);
            var first = new Div(link, step);
            first.addClassName("maru-row");
            var by = new Div(
                    new Span(release.releasedBy() + " · "), Times.relative(release.releasedAt(), facts.clock()));
            by.addClassNames("maru-quiet", "maru-small");
            var item = new ListItem(first, by);
            if (!release.reason().isEmpty()) {
                item.add(new Paragraph(ReleaseTexts.reason(release)));
            }
            list.add(item);
        }
        panel.add(list);
        return panel;
    }

    private Component code() {
        var panel = new Div(
                new H2(Glyph.CODE.create(), new Span(t("home.code"))),
                new Paragraph(t("home.code.text")),
                new CodeTabs(t("home.code"), facts.samples(place()).all()));
        panel.addClassName("maru-panel");
        return panel;
    }
}
