package dev.maru.ui.audit;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import dev.maru.access.audit.AuditEntry;
import dev.maru.ui.component.Buttons;
import dev.maru.ui.component.CodeBlock;
import dev.maru.ui.component.Facts;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.InlineCopy;
import dev.maru.ui.component.PrettyJson;
import dev.maru.ui.component.Times;
import java.util.Locale;
import java.util.TreeMap;

/** One entry of the trail with everything in it. */
final class AuditDetail extends Div {
    AuditDetail(AuditEntry entry, Runnable close) {
        addClassName("maru-detail");
        var title = new H2(entry.action());
        title.addClassNames("maru-grow", "maru-mono");
        var head = new Div(title, Buttons.icon(t("dialog.close"), Glyph.CLOSE, close));
        head.addClassName("maru-detail-head");
        var facts = new Facts()
                .add(t("audit.at"), Times.exact(entry.at()))
                .add(t("audit.who"), entry.actorName())
                .add(
                        t("audit.actor-kind"),
                        t("actor." + entry.actorKind().name().toLowerCase(Locale.ROOT)))
                .add(t("audit.target"), entry.targetName())
                .add(t("audit.address"), entry.address())
                .add(t("audit.request"), new InlineCopy(entry.requestId().toString()))
                .add(t("audit.entry"), new InlineCopy(entry.id().toString()));
        var target = entry.targetId();
        if (target != null) {
            facts.add(t("audit.target-id"), new InlineCopy(target));
        }
        add(head, facts);
        if (!entry.details().isEmpty()) {
            var json = PrettyJson.of(new TreeMap<>(entry.details()));
            add(new CodeBlock(json).wrapped());
        }
    }
}
