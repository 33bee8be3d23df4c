package dev.maru.ui.component;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.maru.core.problem.PlatformException;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A part of a page that takes a moment to find out: the page stands at once, and the part comes by push. */
public final class Later<T> extends Div {
    private static final Logger LOG = LoggerFactory.getLogger(Later.class);

    private final Function<T, Component> show;

    /**
     * @param find runs beside the page, so it may not touch one
     * @param show makes what it found part of the page
     */
    public Later(Callable<T> find, Function<T, Component> show) {
        this.show = show;
        getElement().setAttribute("aria-busy", "true");
        add(quiet(t("later.loading")));
        addAttachListener(event -> {
            if (event.isInitialAttach()) {
                var ui = event.getUI();
                Thread.ofVirtual().name("later").start(() -> run(ui, find));
            }
        });
    }

    private void run(UI ui, Callable<T> find) {
        try {
            var found = find.call();
            access(ui, () -> show.apply(found));
        } catch (PlatformException refused) {
            access(ui, () -> new Note(Tone.BAD, Problems.sentence(refused)));
        } catch (Exception fault) {
            LOG.error("a part of a page could not be found out", fault);
            access(ui, () -> new Note(Tone.BAD, t("later.failed")));
        }
    }

    private void access(UI ui, Supplier<Component> content) {
        try {
            var _ = ui.access(() -> {
                removeAll();
                getElement().removeAttribute("aria-busy");
                add(content.get());
            });
        } catch (UIDetachedException closed) {
            LOG.debug("the page was closed before this part of it was known", closed);
        }
    }

    private static Paragraph quiet(String text) {
        var paragraph = new Paragraph(text);
        paragraph.addClassName("maru-quiet");
        return paragraph;
    }
}
