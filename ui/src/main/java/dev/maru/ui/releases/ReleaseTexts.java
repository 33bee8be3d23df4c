package dev.maru.ui.releases;

import static dev.maru.ui.i18n.Texts.t;

import dev.maru.prompts.PromptLabel;
import dev.maru.prompts.Release;
import dev.maru.prompts.ReleaseRequest;
import dev.maru.prompts.ReleaseTerms;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Tone;
import dev.maru.ui.i18n.Formats;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Facts about releases in words. */
public final class ReleaseTexts {
    private ReleaseTexts() {}

    /** Why it was released, in the reader's language where nobody wrote it. */
    public static String reason(Release release) {
        return release.reason().equals(Release.CREATED) ? t("releases.created") : release.reason();
    }

    public static String version(@Nullable Integer number) {
        return number == null ? t("releases.none") : t("prompt.version", number);
    }

    /** What it takes to move a protected label, for one who may do it alone or has to ask. */
    static String terms(PromptLabel label, ReleaseTerms terms, boolean free) {
        var who = free
                ? t("release.terms.free", label.value())
                : terms.approvals() == 0
                        ? t("release.terms.managers", label.value())
                        : t("release.terms.approvals", label.value(), terms.approvals());
        return terms.gates().isEmpty() ? who : who + " " + t("release.terms.gates", String.join(", ", terms.gates()));
    }

    /** When a request is to happen and to whom, where that is not at once and to all. */
    static List<String> plan(ReleaseRequest request) {
        var texts = new ArrayList<String>();
        if (request.releaseAt() != null) {
            texts.add(t("request.at", Formats.current().dateTime(request.releaseAt())));
        }
        var rollout = request.rollout();
        if (rollout != null) {
            texts.add(t("request.rollout", SplitTexts.share(rollout.weight())));
            texts.addAll(SplitTexts.terms(rollout.conditions(), rollout.guard()));
        }
        return texts;
    }

    static Chip state(ReleaseRequest request) {
        return switch (request.state()) {
            case OPEN -> new Chip(t("request.open", request.approved(), request.approvals()), Tone.WARN, Glyph.PENDING);
            case APPROVED -> new Chip(t("request.approved"), Tone.ACCENT, Glyph.TIME);
            case RELEASED -> new Chip(t("request.released"), Tone.GOOD, Glyph.SUCCESS);
            case REJECTED -> new Chip(t("request.rejected"), Tone.BAD, Glyph.CLOSE);
            case WITHDRAWN -> new Chip(t("request.withdrawn"), Tone.PLAIN, Glyph.UNDO);
            case FAILED -> new Chip(t("request.failed"), Tone.BAD, Glyph.ERROR);
        };
    }
}
