package dev.maru.ui.component;

import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A small line over time as SVG; its label says in words what it shows. */
public final class Sparkline extends Span {
    private static final int WIDTH = 200;
    private static final int HEIGHT = 36;

    /** @param values null leaves a gap */
    public Sparkline(List<@Nullable Double> values, String label) {
        addClassName("maru-spark");
        getElement().setAttribute("role", "img");
        getElement().setAttribute("aria-label", label);
        getElement().setProperty("innerHTML", svg(values));
    }

    static String svg(List<@Nullable Double> values) {
        double highest = 0;
        for (var value : values) {
            highest = Math.max(highest, value == null ? 0 : value);
        }
        var path = new StringBuilder();
        var pen = false;
        for (int i = 0; i < values.size(); i++) {
            var value = values.get(i);
            if (value == null) {
                pen = false;
                continue;
            }
            var alone = !pen && (i + 1 == values.size() || values.get(i + 1) == null);
            double x = values.size() == 1 ? WIDTH : (double) i * WIDTH / (values.size() - 1);
            double y = highest == 0 ? HEIGHT - 1 : HEIGHT - 1 - value / highest * (HEIGHT - 3);
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", pen ? "L" : "M", x, y));
            if (alone) {
                // A line of no length: its round ends are a dot.
                path.append("h0");
            }
            pen = true;
        }
        return "<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                + "<path d=\"" + path + "\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\""
                + " stroke-linejoin=\"round\" stroke-linecap=\"round\" vector-effect=\"non-scaling-stroke\"/></svg>";
    }
}
