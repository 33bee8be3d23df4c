package dev.maru.ui.limits;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.BigDecimalField;
import dev.maru.core.id.LimitId;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.FieldError;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.GatewayError;
import dev.maru.gateway.limit.UsageLimit;
import dev.maru.ui.component.Facts;
import dev.maru.ui.component.FormDialog;
import dev.maru.ui.component.Note;
import dev.maru.ui.component.Notices;
import dev.maru.ui.component.Tone;
import dev.maru.ui.shell.Place;
import java.math.BigDecimal;

/** Changes how much a limit lets in. What somebody else made of it in the meantime is shown before it is overwritten. */
final class LimitAmountDialog extends FormDialog {
    private final Place place;
    private final LimitTools tools;
    private final BigDecimalField amount = new BigDecimalField(t("limits.amount"));
    private final Checkbox enabled = new Checkbox(t("limits.enabled"));
    private final Div meanwhile = new Div();
    private UsageLimit limit;

    LimitAmountDialog(Place place, LimitTools tools, ScopeNames names, UsageLimit shown) {
        super(t("limits.edit"), "");
        this.place = place;
        this.tools = tools;
        this.limit = shown;
        content(new Facts()
                .add(t("limits.scope"), names.words(shown.scope()))
                .add(t("limits.kind"), LimitTexts.kind(shown.kind()))
                .add(t("limits.window"), shown.window().isZero() ? null : LimitTexts.window(shown.window())));
        amount.setId("limit-amount");
        amount.setValue(BigDecimal.valueOf(shown.amount()));
        enabled.setValue(shown.enabled());
        field("amount", amount);
        field("enabled", enabled);
        content(meanwhile);
        submit(t("dialog.save"), this::save);
        submitOnEnter();
    }

    private void save() {
        try {
            var next = tools.limits()
                    .update(
                            place.caller(),
                            limit.id(),
                            limit.version(),
                            LimitDialog.whole(amount.getValue()),
                            enabled.getValue());
            close();
            Notices.success(t("limits.changed", LimitTexts.words(next.limit())));
        } catch (PlatformException refused) {
            if (refused.code() != CoreError.STALE_VERSION) {
                throw refused;
            }
            limit = current(limit.id());
            meanwhile.removeAll();
            meanwhile.add(new Note(
                    Tone.WARN,
                    t("limits.stale", LimitTexts.words(limit), limit.enabled() ? t("limits.on") : t("limits.off"))));
        }
    }

    private UsageLimit current(LimitId id) {
        return tools.limits().list(place.caller()).stream()
                .map(use -> use.limit())
                .filter(found -> found.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new PlatformException(GatewayError.LIMIT_NOT_FOUND, t("error.limit-not-found")));
    }

    @Override
    protected String fieldText(FieldError error) {
        return LimitTexts.field(error);
    }
}
