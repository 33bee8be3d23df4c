package dev.maru.ui.releases;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.textfield.TextArea;
import dev.maru.prompts.ReleaseRequest;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Notices;
import dev.maru.ui.shell.Place;

/** Approves or rejects a request to release, with what it would change in sight. */
public final class DecideDialog extends FormDialog {
    private final TextArea comment = new TextArea(t("request.comment"));

    public DecideDialog(Place place, ReleaseTools tools, ReleaseRequest request) {
        super(
                t("request.review.of", request.name(), request.label().value(), request.version()),
                request.reason().isEmpty()
                        ? t("request.by", request.requestedBy())
                        : t("request.by", request.requestedBy()) + ": " + request.reason());
        setWidth("min(760px, 96vw)");
        var caller = place.caller();
        if (request.from() != null) {
            var prompt = tools.prompts().prompt(caller, request.prompt());
            content(
                    new H3(t("release.changes", request.from(), request.version())),
                    new Comparison(caller, tools, prompt, request.from(), request.version()));
        }
        comment.setId("review-comment");
        comment.setMaxLength(500);
        field("comment", comment);
        alternative(
                        t("request.reject"),
                        Glyph.CLOSE,
                        () -> decided(tools.requests().reject(place.caller(), request.id(), comment.getValue())))
                .setId("reject-request");
        submit(
                t("request.approve"),
                () -> decided(tools.requests().approve(place.caller(), request.id(), comment.getValue())));
        act().setId("approve-request");
    }

    private void decided(ReleaseRequest after) {
        close();
        Notices.success(
                switch (after.state()) {
                    case RELEASED -> t("release.done", after.label().value(), t("prompt.version", after.version()));
                    case REJECTED -> t("request.rejected");
                    case FAILED -> t("request.failed");
                    case OPEN, APPROVED, WITHDRAWN -> t("request.approved.by-you");
                });
    }
}
