package dev.maru.ui.i18n;

import com.vaadin.flow.component.UI;
import java.util.Locale;

/** The words of the page that is being built, in its reader's language. Made for a static import. */
public final class Texts {
    private Texts() {}

    /** The text of a key; parameters stand in it as {0}, {1}. */
    public static String t(String key, Object... params) {
        return Translations.text(key, locale(), params);
    }

    /** The text of a key that may be missing, such as one made from an error code of another module. */
    public static String tOr(String key, String otherwise) {
        return Translations.has(key) ? t(key) : otherwise;
    }

    /** The language of the page that is being built. */
    public static Locale locale() {
        var ui = UI.getCurrent();
        return ui == null ? Locale.ENGLISH : ui.getLocale();
    }
}
