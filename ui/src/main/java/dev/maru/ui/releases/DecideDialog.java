package dev.maru.ui.releases;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.textfield.TextArea;
import dev.maru.prompts.ReleaseRequest;
import dev.maru.prompts.discussion.TextAnchor;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.Place;
import java.util.List;

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
        var plan = ReleaseTexts.plan(request);
        if (!plan.isEmpty()) {
            content(new Note(Tone.WARN, plan.getFirst(), lines(plan.subList(1, plan.size()))));
        }
        show(place, tools, request);
        comment.setId("review-comment");
        comment.setMaxLength(500);
        field("comment", comment);
        alternative(
                        t("request.reject"),
                        Glyph.CLOSE,
                        () -> decided(place, tools.requests().reject(place.caller(), request.id(), comment.getValue())))
                .setId("reject-request");
        submit(
                t("request.approve"),
                () -> decided(place, tools.requests().approve(place.caller(), request.id(), comment.getValue())));
        act().setId("approve-request");
    }

    private void show(Place place, ReleaseTools tools, ReleaseRequest request) {
        var caller = place.caller();
        var from = request.from();
        if (from != null) {
            var prompt = tools.prompts().prompt(caller, request.prompt());
            content(
                    new H3(t("release.changes", from, request.version())),
                    new Comparison(caller, tools, prompt, from, request.version()));
            return;
        }
        content(new H3(t("request.first", request.version())));
        var version = tools.prompts().version(caller, request.prompt(), request.version());
        for (var text : TextAnchor.texts(version.body())) {
            var message = new Div(text);
            message.addClassNames("maru-message", "maru-anchored");
            content(message);
        }
    }

    private static Component lines(List<String> texts) {
        var lines = new Div();
        texts.forEach(text -> lines.add(new Div(text)));
        return lines;
    }

    private void decided(Place place, ReleaseRequest after) {
        close();
        switch (after.state()) {
            case RELEASED -> Notices.success(released(after));
            case REJECTED -> Notices.success(t("request.rejected"));
            case OPEN, APPROVED, WITHDRAWN -> Notices.success(t("request.approved.by-you"));
            case FAILED ->
                Notices.failure(
                        t("request.failed"),
                        after.stateReason(),
                        place.caller().requestId().toString());
        }
    }

    private static String released(ReleaseRequest request) {
        var rollout = request.rollout();
        return rollout == null
                ? t("release.done", request.label().value(), t("prompt.version", request.version()))
                : t(
                        "request.rolled-out",
                        SplitTexts.share(rollout.weight()),
                        request.label().value(),
                        request.version());
    }
}
