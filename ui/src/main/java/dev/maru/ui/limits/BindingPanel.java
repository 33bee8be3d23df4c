package dev.maru.ui.limits;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.maru.gateway.limit.CallSketch;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Tone;
import dev.maru.ui.i18n.Formats;
import dev.maru.ui.shell.Query;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks about a call, and says what would stop it first. */
final class BindingPanel extends Div {
    BindingPanel(ScopeNames names, Query query, LimitMarks marks, String currency, Consumer<Query> go) {
        addClassName("maru-panel");
        var key = new ComboBox<ScopeNames.Key>(t("limits.node.key"));
        key.setId("binding-key");
        key.setItems(names.usableKeys());
        key.setItemLabelGenerator(
                item -> t("limits.key.in", item.name(), item.project().name()));
        key.setClearButtonVisible(true);
        key.setPlaceholder(t("limits.binding.key"));
        key(names, query).ifPresent(key::setValue);
        key.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                var chosen = event.getValue();
                go.accept(query.with("key", chosen == null ? null : chosen.id().toString()));
            }
        });
        var model = new ComboBox<String>(t("limits.node.model"));
        model.setId("binding-model");
        model.setItems(names.models());
        model.setClearButtonVisible(true);
        model.setPlaceholder(t("limits.binding.model"));
        model.setValue(query.get("model").filter(names.models()::contains).orElse(null));
        model.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                go.accept(query.with("model", event.getValue()));
            }
        });
        var tags = new TextField(t("limits.binding.tags"));
        tags.setId("binding-tags");
        tags.setPlaceholder("team=search, env=prod");
        tags.setClearButtonVisible(true);
        tags.setValueChangeMode(ValueChangeMode.ON_CHANGE);
        tags.setValue(query.get("tags", ""));
        tags.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                go.accept(query.with("tags", event.getValue().strip()));
            }
        });
        var fields = new Div(key, model, tags);
        fields.addClassName("maru-binding-fields");
        add(new H2(t("limits.binding")), fields, answer(names, marks, currency));
    }

    private static Div answer(ScopeNames names, LimitMarks marks, String currency) {
        var answer = new Div();
        answer.setId("binding-answer");
        answer.getElement().setAttribute("aria-live", "polite");
        var bound = marks.binding();
        if (marks.call() == null) {
            var hint = new Paragraph(t("limits.binding.hint"));
            hint.addClassName("maru-quiet");
            answer.add(hint);
        } else if (bound == null) {
            answer.add(new Note(Tone.PLAIN, t("limits.binding.nothing")));
        } else {
            var words = LimitTexts.words(bound, currency);
            var where = names.words(LimitTexts.scope(bound));
            answer.add(
                    bound.shareLeft() > 0
                            ? new Note(
                                    Tone.PLAIN,
                                    t(
                                            "limits.binding.first",
                                            words,
                                            where,
                                            Formats.current().percent(bound.shareLeft())))
                            : new Note(Tone.BAD, t("limits.binding.refused", words, where)));
        }
        return answer;
    }

    private static Optional<ScopeNames.Key> key(ScopeNames names, Query query) {
        return names.usableKeys().stream()
                .filter(key -> key.id().toString().equals(query.get("key", "")))
                .findFirst();
    }

    /** The call that the address of the page asks about; null if it asks about none. */
    static @Nullable CallSketch call(ScopeNames names, Query query) {
        return key(names, query)
                .map(key -> new CallSketch(
                        key.project().id(),
                        key.id(),
                        null,
                        query.get("model").map(Set::of).orElse(Set.of()),
                        tags(query.get("tags", ""))))
                .orElse(null);
    }

    /** "team=search, env=prod"; what has no value has an empty one. */
    static Map<String, String> tags(String text) {
        var tags = new LinkedHashMap<String, String>();
        for (var part : text.split(",", -1)) {
            var pair = part.strip().split("=", 2);
            if (!pair[0].isBlank()) {
                tags.put(pair[0].strip(), pair.length > 1 ? pair[1].strip() : "");
            }
        }
        return tags;
    }
}
