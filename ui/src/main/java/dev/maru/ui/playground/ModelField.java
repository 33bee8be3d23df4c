package dev.maru.ui.playground;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.combobox.ComboBox;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses one of the models that can be called. */
final class ModelField extends ComboBox<String> {
    private static final long serialVersionUID = 1;

    /** @param asked a qualified name, or the provider's own; null means the first there is */
    ModelField(List<String> names, @Nullable String asked, Runnable changed) {
        super(t("play.model"));
        setItems(names);
        setWidthFull();
        addClassName("maru-play-model");
        var found = asked == null
                ? names.stream().findFirst()
                : names.stream()
                        .filter(name -> name.equals(asked) || name.endsWith("/" + asked))
                        .findFirst();
        found.ifPresent(this::setValue);
        if (found.isEmpty()) {
            refuse(t("play.model.unknown", String.valueOf(asked)));
        }
        addValueChangeListener(event -> {
            setInvalid(false);
            if (event.isFromClient()) {
                changed.run();
            }
        });
    }

    void refuse(String text) {
        setErrorMessage(text);
        setInvalid(true);
    }
}
