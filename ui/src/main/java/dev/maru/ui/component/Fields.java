package dev.maru.ui.component;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.ItemLabelGenerator;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Fields of filter bars. */
public final class Fields {
    private static final int TYPING_PAUSE_MILLIS = 250;

    private Fields() {}

    /** The field that the key / goes to. */
    public static TextField search(String placeholder, Consumer<String> changed) {
        var field = new TextField();
        field.setPlaceholder(placeholder);
        field.setAriaLabel(placeholder);
        field.setPrefixComponent(Glyph.SEARCH.create());
        field.setClearButtonVisible(true);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.setValueChangeTimeout(TYPING_PAUSE_MILLIS);
        field.getElement().setAttribute("data-search", "");
        field.setId("search");
        field.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                changed.accept(event.getValue().strip());
            }
        });
        return field;
    }

    /** Something that is on or off. */
    public static Checkbox toggle(String label, boolean on, Consumer<Boolean> changed) {
        var box = new Checkbox(label, on);
        box.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                changed.accept(event.getValue());
            }
        });
        return box;
    }

    /** A choice among words of which the first, the empty one, means any. */
    public static Select<String> choice(
            String label, List<String> values, ItemLabelGenerator<String> text, Consumer<String> changed) {
        var items = new ArrayList<String>();
        items.add("");
        items.addAll(values);
        var select = new Select<String>();
        select.setAriaLabel(label);
        select.setItems(items);
        select.setItemLabelGenerator(value -> value.isEmpty() ? t("filter.any", label) : text.apply(value));
        select.setValue("");
        select.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                changed.accept(event.getValue());
            }
        });
        return select;
    }
}
