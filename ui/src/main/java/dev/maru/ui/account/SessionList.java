package dev.maru.ui.account;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.maru.access.identity.SessionService;
import dev.maru.access.identity.UserSession;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Times;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.CurrentPerson;
import java.time.Clock;

/** The browsers in which a person is signed in. */
final class SessionList extends Div {
    private final CurrentPerson person;
    private final SessionService sessions;
    private final Clock clock;
    private final Runnable changed;

    SessionList(CurrentPerson person, SessionService sessions, Clock clock, Runnable changed) {
        this.person = person;
        this.sessions = sessions;
        this.clock = clock;
        this.changed = changed;
        addClassName("maru-panel");
        setMaxWidth("720px");
        add(new H2(t("account.sessions")), new Paragraph(t("account.sessions.explained")));
        var mine = sessions.mine(person.id());
        var list = new UnorderedList();
        list.addClassName("maru-list");
        mine.forEach(session -> list.add(line(session)));
        add(list);
        if (mine.size() > 1) {
            add(Buttons.plain(t("account.sessions.end-others"), Glyph.SIGN_OUT, () -> {
                sessions.revokeOthers(person.id(), person.session());
                changed.run();
                Notices.success(t("account.sessions.ended"));
            }));
        }
    }

    private ListItem line(UserSession session) {
        var here = session.id().equals(person.session());
        var name = new Span(new Span(Browsers.name(session.userAgent(), t("account.sessions.unknown"))));
        name.addClassName("maru-row");
        if (here) {
            name.add(new Chip(t("account.sessions.this"), Tone.GOOD, Glyph.SUCCESS));
        }
        var address = session.address();
        var facts = new Div(
                new Span((address == null ? "" : address + " · ") + t("account.sessions.seen") + " "),
                Times.relative(session.lastSeenAt(), clock),
                new Span(" · " + t("account.sessions.since") + " "),
                Times.relative(session.createdAt(), clock));
        facts.addClassNames("maru-quiet", "maru-small");
        var text = new Div(name, facts);
        text.addClassName("maru-grow");
        var row = new Div(Glyph.DEVICE.create(), text);
        row.addClassName("maru-row");
        if (!here) {
            row.add(Buttons.quiet(t("account.sessions.end"), Glyph.CLOSE, () -> {
                sessions.revoke(person.id(), session.id());
                changed.run();
                Notices.success(t("account.sessions.ended"));
            }));
        }
        return new ListItem(row);
    }
}
