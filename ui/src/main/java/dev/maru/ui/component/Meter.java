package dev.maru.ui.component;

import com.vaadin.flow.component.html.Div;
import java.util.List;
import java.util.Locale;

/** Shares of a whole as a bar; what it says in words stands beside it. */
public final class Meter extends Div {
    private static final double LITTLE = 0.1;
    private static final double NOT_MUCH = 0.25;

    /** @param share between 0 and 1 */
    public record Part(String name, double share) {}

    /** @param words for those who do not see the bar */
    public Meter(String words, List<Part> parts, Tone tone) {
        addClassName("maru-meter");
        getElement().setAttribute("role", "img");
        getElement().setAttribute("aria-label", words);
        getElement().setAttribute("data-tone", tone.wireName());
        double full = 1;
        for (var part : parts) {
            var share = Math.clamp(part.share(), 0, full);
            full -= share;
            var piece = new Div();
            piece.getElement().setAttribute("data-part", part.name());
            piece.getStyle().set("inline-size", String.format(Locale.ROOT, "%.2f%%", 100 * share));
            add(piece);
        }
    }

    /** What is left of something: the less, the louder. */
    public static Meter left(String words, double share) {
        return new Meter(words, List.of(new Part("left", share)), toneOfLeft(share));
    }

    public static Tone toneOfLeft(double share) {
        return share < LITTLE ? Tone.BAD : share < NOT_MUCH ? Tone.WARN : Tone.ACCENT;
    }
}
