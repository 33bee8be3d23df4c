package dev.maru.ui.calls;

import static dev.maru.ui.i18n.Texts.t;

import dev.maru.gateway.cache.CacheState;
import dev.maru.gateway.call.CallDetail;
import dev.maru.gateway.call.CallListItem;
import dev.maru.ui.i18n.Formats;
import org.jspecify.annotations.Nullable;

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
        if (call.cache() == CacheState.HIT) {
            return t("calls.cache.hit");
        }
        return call.tokens().total() == 0 ? "–" : t("calls.unpriced");
    }

    /** What the cache did, null if the project has none. */
    static @Nullable String cache(CallDetail detail, Formats formats) {
        var state = detail.call().cache();
        var saved = detail.saved();
        if (saved == null) {
            return state == null ? null : t("calls.cache." + state.wireName());
        }
        var tokens = formats.number(saved.tokens());
        var cost = saved.cost();
        return cost == null || saved.currency() == null
                ? t("calls.cache.saved-tokens", tokens)
                : t("calls.cache.saved", formats.money(cost, saved.currency()), tokens);
    }
}
