package dev.maru.ui.playground;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.maru.prompts.Prompt;
import dev.maru.prompts.PromptFilter;
import dev.maru.prompts.PromptLabel;
import dev.maru.ui.shell.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Chooses what a column sends: a version or label of a prompt, or messages of one's own. */
final class SourceFields extends Div {
    private static final int OFFERED = 100;

    private final Place place;
    private final PlaygroundTools tools;
    private final ComboBox<Prompt> prompt = new ComboBox<>(t("play.prompt"));
    private final Select<String> version = new Select<>();

    SourceFields(
            Place place,
            PlaygroundTools tools,
            @Nullable Prompt chosen,
            ColumnLink.Source source,
            Consumer<ColumnLink.Source> change) {
        this.place = place;
        this.tools = tools;
        addClassName("maru-play-source");
        offerPrompts();
        prompt.setValue(chosen);
        prompt.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                var picked = event.getValue();
                change.accept(
                        picked == null
                                ? new ColumnLink.Source.Free()
                                : ColumnLink.Source.Saved.of(picked.id(), first(picked)));
            }
        });
        version.setLabel(t("play.version"));
        add(prompt, version);
        version.setVisible(chosen != null);
        if (chosen != null && source instanceof ColumnLink.Source.Saved saved) {
            version.setItems(selectors(chosen, saved.selector()));
            version.setItemLabelGenerator(selector -> named(chosen, selector));
            version.setValue(saved.selector());
            version.addValueChangeListener(event -> {
                if (event.isFromClient()) {
                    change.accept(ColumnLink.Source.Saved.of(chosen.id(), event.getValue()));
                }
            });
        }
    }

    private void offerPrompts() {
        prompt.setItemLabelGenerator(item -> item.name().value());
        prompt.setClearButtonVisible(true);
        prompt.setPlaceholder(t("play.free"));
        prompt.setItems(query -> tools
                .prompts()
                .slice(
                        place.caller(),
                        new PromptFilter(query.getFilter().orElse(null), null, null, null, null, false),
                        query.getOffset(),
                        query.getLimit())
                .items()
                .stream());
    }

    /** What is live; the newest where nothing is. */
    static String first(Prompt prompt) {
        return (prompt.labels().containsKey(PromptLabel.PRODUCTION) ? PromptLabel.PRODUCTION : PromptLabel.LATEST)
                .value();
    }

    private static List<String> selectors(Prompt prompt, String chosen) {
        var selectors = new ArrayList<String>();
        prompt.labels().keySet().forEach(label -> selectors.add(label.value()));
        selectors.add(PromptLabel.LATEST.value());
        IntStream.iterate(prompt.latest(), number -> number > 0, number -> number - 1)
                .limit(OFFERED)
                .forEach(number -> selectors.add(String.valueOf(number)));
        if (!selectors.contains(chosen)) {
            selectors.add(chosen);
        }
        return selectors;
    }

    private static String named(Prompt prompt, String selector) {
        if (selector.matches("\\d+")) {
            return t("prompt.version", Integer.valueOf(selector));
        }
        var number = selector.equals(PromptLabel.LATEST.value())
                ? Integer.valueOf(prompt.latest())
                : prompt.labels().get(new PromptLabel(selector));
        return number == null ? selector : selector + " · " + t("prompt.version", number);
    }
}
