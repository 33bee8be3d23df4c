package dev.maru.ui.calls;

import static dev.maru.ui.i18n.Texts.t;

import dev.maru.gateway.call.CallListItem;
import dev.maru.ui.i18n.Formats;

/** Facts about calls in words. */
final class CallTexts {
    private CallTexts() {}

    /** What a call cost; a call without a known price is never shown as free. */
    static String cost(CallListItem call, Formats formats) {
        var cost = call.cost();
        var currency = call.currency();
        if (cost != null && currency != null) {
            return formats.money(cost, currency);
        }
        return call.tokens().total() == 0 ? "–" : t("calls.unpriced");
    }
}
