package dev.maru.ui.component;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.function.Consumer;

/** Asks to type a name before something goes that cannot come back. */
public final class TypeNameDialog extends FormDialog {
    /**
     * @param consequence says what will be lost
     * @param work gets the name as it was typed
     */
    public TypeNameDialog(String title, String consequence, String name, String actText, Consumer<String> work) {
        super(title, "");
        content(new Note(Tone.WARN, consequence));
        var typed = new TextField(t("dialog.type-name", name));
        typed.setId("type-name");
        typed.setValueChangeMode(ValueChangeMode.EAGER);
        typed.addValueChangeListener(
                event -> act().setEnabled(event.getValue().strip().equals(name)));
        field("name", typed);
        danger();
        submit(actText, () -> {
            work.accept(typed.getValue().strip());
            close();
        });
        act().setEnabled(false);
    }
}
