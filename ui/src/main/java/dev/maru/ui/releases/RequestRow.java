package dev.maru.ui.releases;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.maru.core.tenancy.Permission;
import dev.maru.prompts.ReleaseRequest;
import dev.maru.prompts.ReleaseReview;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.ConfirmDialog;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Times;
import dev.maru.ui.shell.Place;
import java.util.function.Consumer;

/** One request to release: what, why, what others said, and what the reader can do about it. */
final class RequestRow extends Div {
    private final Place place;
    private final ReleaseTools tools;
    private final ReleaseRequest request;

    RequestRow(Place place, ReleaseTools tools, ReleaseRequest request, Consumer<Dialog> open) {
        this.place = place;
        this.tools = tools;
        this.request = request;
        addClassName("maru-stack-tight");
        getElement().setAttribute("data-request", request.id().toString());
        var head = new Div(
                LabelChip.of(request.label()),
                new Span(t(
                        "releases.step",
                        ReleaseTexts.version(request.from()),
                        ReleaseTexts.version(request.version()))),
                ReleaseTexts.state(request),
                acts(open));
        head.addClassName("maru-row");
        add(head, quiet(new Span(t("request.by", request.requestedBy())), when(request)));
        ReleaseTexts.plan(request).forEach(text -> add(quiet(new Span(text))));
        if (!request.reason().isEmpty()) {
            add(new Paragraph(request.reason()));
        }
        if (request.state() == ReleaseRequest.State.FAILED) {
            add(quiet(new Span(request.stateReason())));
        }
        request.reviews().forEach(review -> add(said(review)));
    }

    private Component when(ReleaseRequest shown) {
        return Times.relative(shown.requestedAt(), tools.clock());
    }

    private Component said(ReleaseReview review) {
        var glyph = review.approves() ? Glyph.SUCCESS : Glyph.CLOSE;
        var text = t(review.approves() ? "request.review.yes" : "request.review.no", review.reviewedBy());
        var line = quiet(
                glyph.create(),
                new Span(review.comment().isEmpty() ? text : text + " “" + review.comment() + "”"),
                Times.relative(review.reviewedAt(), tools.clock()));
        return line;
    }

    private Component acts(Consumer<Dialog> open) {
        var acts = new Div();
        acts.addClassNames("maru-row", "maru-push");
        var caller = place.caller();
        if (tools.requests().mayDecide(caller, request)) {
            var decide = Buttons.plain(
                    t("request.review"), Glyph.VERIFIED, () -> open.accept(new DecideDialog(place, tools, request)));
            decide.setId("review-request");
            acts.add(decide);
        }
        var mine = tools.requests().isRequester(caller, request);
        if (request.state().isPending() && (mine || caller.may(Permission.MANAGE_PROMPTS))) {
            acts.add(Buttons.quiet(
                    t("request.withdraw"),
                    Glyph.UNDO,
                    () -> open.accept(new ConfirmDialog(
                            t("request.withdraw"),
                            t("request.withdraw.consequence", request.label().value(), request.version()),
                            t("request.withdraw"),
                            () -> tools.requests().withdraw(place.caller(), request.id())))));
        }
        return acts;
    }

    private static Div quiet(Component... parts) {
        var line = new Div(parts);
        line.addClassNames("maru-row", "maru-quiet", "maru-small");
        return line;
    }
}
