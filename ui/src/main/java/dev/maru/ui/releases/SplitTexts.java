package dev.maru.ui.releases;

import static dev.maru.ui.i18n.Texts.t;

import dev.maru.prompts.Split;
import dev.maru.prompts.SplitGuard;
import dev.maru.ui.i18n.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who a split means and what ends it, in words. */
final class SplitTexts {
    private SplitTexts() {}

    static String share(int weight) {
        return Formats.current().percent((double) weight / Split.WHOLE);
    }

    static List<String> terms(Map<String, List<String>> conditions, @Nullable SplitGuard guard) {
        var texts = new ArrayList<String>();
        conditions.forEach((name, values) -> texts.add(t("split.only", name, String.join(", ", values))));
        texts.add(guard == null ? t("split.unguarded") : guarded(guard));
        return texts;
    }

    private static String guarded(SplitGuard guard) {
        var limits = new ArrayList<String>();
        add(limits, "split.limit.errors", guard.maxErrorRateIncrease());
        add(limits, "split.limit.latency", less(guard.maxLatencyRatio()));
        add(limits, "split.limit.cost", less(guard.maxCostRatio()));
        return t("split.guarded", Formats.current().number(guard.minCalls()), String.join(", ", limits));
    }

    private static @Nullable Double less(@Nullable Double ratio) {
        return ratio == null ? null : ratio - 1;
    }

    private static void add(List<String> limits, String text, @Nullable Double share) {
        if (share != null) {
            limits.add(t(text, Formats.current().percent(share)));
        }
    }
}
