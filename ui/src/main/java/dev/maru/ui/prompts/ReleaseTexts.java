package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import dev.maru.prompts.Release;

/** Facts about releases in words. */
public final class ReleaseTexts {
    private ReleaseTexts() {}

    /** Why it was released, in the reader's language where nobody wrote it. */
    public static String reason(Release release) {
        return release.reason().equals(Release.CREATED) ? t("releases.created") : release.reason();
    }
}
