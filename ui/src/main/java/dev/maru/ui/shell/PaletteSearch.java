package dev.maru.ui.shell;

import static dev.maru.ui.i18n.Texts.t;

import dev.maru.core.tenancy.Permission;
import dev.maru.prompts.PromptFilter;
import dev.maru.prompts.PromptQuery;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the command palette offers beside the navigation: prompts that match and things to do. */
@Component
class PaletteSearch {
    private static final int MOST = 8;

    private final PromptQuery prompts;

    PaletteSearch(PromptQuery prompts) {
        this.prompts = prompts;
    }

    List<Hit> prompts(Place place, String text) {
        if (place.project() == null || !place.may(Permission.READ_PROMPTS)) {
            return List.of();
        }
        var filter = new PromptFilter(text, null, null, null, null, false);
        return prompts.page(place.caller(), filter, null, MOST).items().stream()
                .map(prompt -> new Hit(prompt.name().value(), place.inProject("prompts/" + prompt.id())))
                .toList();
    }

    /** The acts that the person may do here; each is a page with its dialog open. */
    List<Hit> acts(Place place) {
        var caller = place.caller();
        var acts = new ArrayList<Hit>();
        if (place.project() != null && caller.may(Permission.WRITE_PROMPTS)) {
            acts.add(new Hit(t("prompts.new"), place.inProject("prompts?new=1")));
        }
        if (place.project() != null && caller.may(Permission.MANAGE_KEYS)) {
            acts.add(new Hit(t("keys.new"), place.inProject("keys?new=1")));
        }
        if (place.project() != null && caller.may(Permission.MANAGE_MODELS)) {
            acts.add(new Hit(t("connections.new"), place.inProject("models?tab=connections&new=1")));
            acts.add(new Hit(t("routes.new"), place.inProject("routes/new")));
            acts.add(new Hit(t("guardrails.new"), place.inProject("guardrails?new=1")));
        }
        if (caller.may(Permission.MANAGE_MEMBERS)) {
            acts.add(new Hit(t("members.invite"), place.inTenant("members?new=1")));
        }
        return acts;
    }

    record Hit(String text, String path) {}
}
