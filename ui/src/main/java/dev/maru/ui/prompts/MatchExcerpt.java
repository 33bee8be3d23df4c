package dev.maru.ui.prompts;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Html;
import com.vaadin.flow.component.html.Span;
import dev.maru.prompts.PromptMatch;

/** A few words around what a search found, with that marked. */
final class MatchExcerpt {
    private MatchExcerpt() {}

    static Component of(PromptMatch match) {
        var marked = new Html("<mark></mark>");
        marked.getElement().setText(match.found());
        var place = new Span(
                match.version() == null
                        ? t("prompts.found." + match.place().wireName())
                        : t("prompts.found.text", match.version()));
        place.addClassName("maru-found-place");
        var excerpt = new Span(place, new Span(match.before()), marked, new Span(match.after()));
        excerpt.addClassNames("maru-quiet", "maru-small", "maru-found");
        return excerpt;
    }
}
