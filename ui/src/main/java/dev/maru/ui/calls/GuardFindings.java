package dev.maru.ui.calls;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.maru.gateway.guard.GuardFinding;
import dev.maru.ui.guardrails.GuardrailTexts;
import java.util.List;

/** What guardrails found in a call; the text itself is kept nowhere. */
final class GuardFindings extends UnorderedList {
    GuardFindings(List<GuardFinding> findings) {
        addClassName("maru-list");
        findings.forEach(finding -> add(item(finding)));
    }

    private static ListItem item(GuardFinding finding) {
        var name = new Span(finding.name());
        var about = new Span(t(
                "calls.guardrail.found",
                GuardrailTexts.stage(finding.stage()),
                GuardrailTexts.kind(finding.kind()),
                finding.count()));
        about.addClassNames("maru-quiet", "maru-small");
        var text = new Div(name, about);
        text.addClassNames("maru-grow", "maru-stack-tight");
        var row = new Div(text, GuardrailTexts.action(finding.action(), finding.check()));
        row.addClassName("maru-row");
        return new ListItem(row);
    }
}
