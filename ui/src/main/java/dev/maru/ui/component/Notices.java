package dev.maru.ui.component;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;

/** Short messages after an act. A failure stays until it is read; a success goes by itself. */
public final class Notices {
    private static final int SUCCESS_MILLIS = 4_000;

    private Notices() {}

    public static void success(String text) {
        var notice = notice(Glyph.SUCCESS, text, "");
        notice.addThemeName("success");
        notice.setDuration(SUCCESS_MILLIS);
        notice.open();
    }

    public static void failure(String title, String detail, String requestId) {
        var notice = notice(Glyph.ERROR, title, detail);
        notice.addThemeName("error");
        notice.setDuration(0);
        notice.setAssertive(true);
        var request = new Span(t("error.request", requestId));
        request.addClassName("maru-notice-request");
        var close = new Button(Glyph.CLOSE.create(), event -> notice.close());
        close.addThemeName("tertiary");
        close.setAriaLabel(t("dialog.close"));
        var row = new Div(request, CopyButton.of(requestId), close);
        row.addClassName("maru-notice-foot");
        notice.add(row);
        notice.open();
    }

    private static Notification notice(Glyph glyph, String title, String detail) {
        var heading = new Span(title);
        heading.addClassName("maru-notice-title");
        var head = new Div(glyph.create(), heading);
        head.addClassName("maru-notice-head");
        var notice = new Notification();
        notice.setPosition(Notification.Position.BOTTOM_END);
        notice.add(head);
        if (!detail.isEmpty()) {
            var text = new Div(detail);
            text.addClassName("maru-notice-detail");
            notice.add(text);
        }
        return notice;
    }
}
