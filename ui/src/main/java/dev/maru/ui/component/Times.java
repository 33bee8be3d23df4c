package dev.maru.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlComponent;
import dev.maru.ui.i18n.Formats;
import java.time.Clock;
import java.time.Instant;

/** Moments as people read them: how long ago, with the exact time for those who point at it. */
public final class Times {
    private Times() {}

    public static Component relative(Instant instant, Clock clock) {
        var formats = Formats.current();
        return time(instant, formats.relative(instant, clock.instant()), formats.exactTime(instant));
    }

    public static Component exact(Instant instant) {
        var formats = Formats.current();
        return time(instant, formats.dateTime(instant), formats.exactTime(instant));
    }

    private static Component time(Instant instant, String text, String title) {
        var time = new HtmlComponent("time");
        time.getElement().setText(text);
        time.getElement().setAttribute("datetime", instant.toString());
        time.getElement().setAttribute("title", title);
        return time;
    }
}
