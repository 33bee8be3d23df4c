package dev.maru.ui.component;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.tabs.Tab;
import java.util.LinkedHashMap;
import java.util.Map;

/** The same example in several languages. */
public final class CodeTabs extends Div {
    public CodeTabs(String label, Map<String, String> examples) {
        addClassName("maru-stack-tight");
        var byTab = new LinkedHashMap<Tab, String>();
        examples.forEach((name, code) -> byTab.put(new Tab(name), code));
        var place = new Div();
        var tabs = new TabStrip(label);
        byTab.keySet().forEach(tabs::add);
        tabs.addSelectedChangeListener(event -> show(place, byTab.getOrDefault(event.getSelectedTab(), "")));
        add(tabs, place);
        show(place, examples.values().stream().findFirst().orElse(""));
    }

    private static void show(Div place, String code) {
        place.removeAll();
        place.add(new CodeBlock(code));
    }
}
