package dev.maru.ui.component;

import com.vaadin.flow.component.tabs.Tab;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;

/** Tabs of which the chosen one stands in the address of the page. */
public final class UrlTabs extends TabStrip {
    public UrlTabs(String label, List<Choice> choices, String chosen, Consumer<String> change) {
        super(label);
        var names = new HashMap<Tab, String>();
        for (var choice : choices) {
            var tab = new Tab(choice.text());
            tab.setId("tab-" + choice.name());
            names.put(tab, choice.name());
            add(tab);
            if (choice.name().equals(chosen)) {
                setSelectedTab(tab);
            }
        }
        addSelectedChangeListener(event -> {
            var name = names.get(event.getSelectedTab());
            if (event.isFromClient() && name != null) {
                change.accept(name);
            }
        });
    }

    /** One tab: its name in the address and its text. */
    public record Choice(String name, String text) {}
}
