package dev.maru.ui.shell;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.UI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The command palette and the shortcuts: the browser opens and filters at once, the server searches prompts. */
@Tag("maru-palette")
final class CommandPalette extends Component {
    private static final JsonMapper JSON = new JsonMapper();

    private final PaletteSearch search;
    private @Nullable Place place;
    private ObjectNode state = JSON.createObjectNode();

    CommandPalette(PaletteSearch search) {
        this.search = search;
    }

    @Override
    protected void onAttach(AttachEvent event) {
        event.getUI().getPage().addJsModule("context://maru/maru.js");
        send();
    }

    void show(@Nullable Place current, List<NavigationItem> items) {
        place = current;
        state = JSON.createObjectNode();
        var texts = state.putObject("texts");
        for (var key : List.of("open", "placeholder", "nothing", "go", "act", "prompts", "close")) {
            texts.put(key, t("palette." + key));
        }
        for (var key : List.of("title", "palette", "search", "rows", "row-open", "help", "goto", "escape")) {
            texts.put("help." + key, t("help." + key));
        }
        var entries = state.putArray("items");
        if (current != null) {
            items.forEach(item -> add(entries, "go", t(item.text()), item.path().apply(current), "g " + item.keys()));
        }
        add(entries, "go", t("user.account"), "account", "g s");
        if (current != null) {
            search.acts(current).forEach(act -> add(entries, "act", act.text(), act.path(), ""));
        }
        send();
    }

    void open() {
        getElement().executeJs("this.open && this.open()");
    }

    void help() {
        getElement().executeJs("this.help && this.help()");
    }

    /** Prompts that match, for the browser's list. */
    @ClientCallable
    ArrayNode search(String text) {
        var found = JSON.createArrayNode();
        if (place != null && !text.isBlank()) {
            search.prompts(place, text).forEach(hit -> add(found, "prompts", hit.text(), hit.path(), ""));
        }
        return found;
    }

    @ClientCallable
    void go(String path) {
        UI.getCurrent().navigate(path);
    }

    private void send() {
        getElement().setPropertyJson("state", state);
    }

    private static void add(ArrayNode entries, String group, String text, String path, String keys) {
        entries.addObject()
                .put("group", group)
                .put("text", text)
                .put("path", path)
                .put("keys", keys);
    }
}
