package dev.maru.ui.component;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.ShortcutRegistration;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.shared.HasValidationProperties;
import dev.maru.core.problem.FieldError;
import dev.maru.core.problem.PlatformException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A dialog with fields and one act; what a service refuses is shown at the field it names, or above the buttons. */
public class FormDialog extends Dialog {
    private final Div body = new Div();
    private final Div problem = new Div();
    private final Button cancel = new Button(t("dialog.cancel"), event -> close());
    private final Button act = new Button();
    private final Map<String, Component> fields = new HashMap<>();
    private @Nullable ShortcutRegistration enter;

    public FormDialog(String title, String explanation) {
        setHeaderTitle(title);
        setWidth("min(520px, 96vw)");
        addClassName("maru-form-dialog");
        body.addClassName("maru-form");
        problem.addClassName("maru-form-problem");
        problem.getElement().setAttribute("role", "alert");
        problem.setVisible(false);
        if (!explanation.isEmpty()) {
            var text = new Paragraph(explanation);
            text.addClassName("maru-form-explanation");
            body.add(text);
        }
        add(body, problem);
        cancel.addThemeName("tertiary");
        act.addThemeName("primary");
        act.setDisableOnClick(true);
        getFooter().add(cancel, act);
    }

    /** Adds a field; {@code name} is the field's name in the errors of the service that is called. */
    protected final <C extends Component> C field(String name, C field) {
        fields.put(name, field);
        body.add(field);
        return field;
    }

    /** Adds something that is not a field. */
    protected final void content(Component... components) {
        body.add(components);
    }

    /** The one act of this dialog; what it throws of our own is shown here. */
    protected final void submit(String text, Runnable work) {
        act.setText(text);
        act.addClickListener(event -> {
            attempt(work);
            act.setEnabled(true);
        });
    }

    /** Another way to end this dialog, beside its one main act. */
    protected final Button alternative(String text, Glyph glyph, Runnable work) {
        var button = Buttons.plain(text, glyph, () -> attempt(work));
        getFooter().addComponentAtIndex(1, button);
        return button;
    }

    private void attempt(Runnable work) {
        try {
            clearProblems();
            work.run();
        } catch (PlatformException refused) {
            show(refused);
        }
    }

    /** Enter does the act; for dialogs without a text area. */
    protected final void submitOnEnter() {
        enter = act.addClickShortcut(Key.ENTER);
        enter.listenOn(this);
    }

    protected final void danger() {
        act.removeThemeName("primary");
        act.addThemeNames("primary", "error");
    }

    /** What the button says that leaves without the act, where the dialog is more than a question. */
    protected final void leaveWith(String text) {
        cancel.setText(text);
    }

    protected final Button act() {
        return act;
    }

    /** Shows the result instead of the form: one button is left, which closes. */
    protected final void finish(String title, Component... result) {
        setHeaderTitle(title);
        body.removeAll();
        body.add(result);
        if (enter != null) {
            enter.remove();
        }
        getFooter().remove(cancel, act);
        var done = new Button(t("dialog.done"), event -> close());
        done.addThemeName("primary");
        done.setId("dialog-done");
        getFooter().add(done);
    }

    private void clearProblems() {
        problem.setVisible(false);
        fields.values().forEach(field -> {
            if (field instanceof HasValidationProperties validated) {
                validated.setInvalid(false);
            }
        });
    }

    /** What stands at a field of this dialog that the service refused. */
    protected String fieldText(FieldError error) {
        return Problems.field(error);
    }

    private void show(PlatformException refused) {
        var general = true;
        for (var error : refused.fields()) {
            if (fields.get(error.field()) instanceof HasValidationProperties field) {
                field.setErrorMessage(fieldText(error));
                field.setInvalid(true);
                general = false;
            }
        }
        if (general) {
            problem.removeAll();
            problem.add(new Paragraph(Problems.sentence(refused)));
            problem.setVisible(true);
        }
    }

    /** Whether a field holds nothing but blanks. */
    protected static boolean isBlank(HasValue<?, String> field) {
        return field.getValue().isBlank();
    }
}
