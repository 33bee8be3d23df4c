package dev.maru.testing.browser;

/** What a browser context pretends: language, preferred colours, size of the window. */
public record Look(String locale, boolean dark, int width, int height) {
    public static Look desktop() {
        return new Look("en-US", false, 1280, 800);
    }

    public static Look phone() {
        return new Look("en-US", false, 390, 844);
    }

    public Look in(String otherLocale) {
        return new Look(otherLocale, dark, width, height);
    }

    public Look inDark() {
        return new Look(locale, true, width, height);
    }

    static Look of(BrowserTest wanted) {
        return new Look(wanted.locale(), wanted.dark(), wanted.width(), wanted.height());
    }
}
