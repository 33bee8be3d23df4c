package dev.maru.ui.limits;

import static dev.maru.ui.i18n.Texts.t;
import static dev.maru.ui.i18n.Texts.tOr;

import dev.maru.core.problem.FieldError;
import dev.maru.gateway.budget.Allowance.Bound;
import dev.maru.gateway.budget.Budget;
import dev.maru.gateway.budget.BudgetUse;
import dev.maru.gateway.limit.LimitKind;
import dev.maru.gateway.limit.LimitScope;
import dev.maru.gateway.limit.LimitUse;
import dev.maru.gateway.limit.UsageLimit;
import dev.maru.ui.component.Problems;
import dev.maru.ui.i18n.Formats;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Limits and budgets in words. */
public final class LimitTexts {
    private LimitTexts() {}

    static String kind(LimitKind kind) {
        return t("limits.kind." + kind.wireName());
    }

    /** "60 requests per minute", "8 calls at once". */
    public static String words(UsageLimit limit) {
        return t(
                "limits.words." + limit.kind().wireName(),
                Formats.current().number(limit.amount()),
                limit.window().isZero() ? "" : per(limit.window()));
    }

    private static String per(Duration window) {
        return tOr(
                "limits.per." + window.toSeconds(),
                t("limits.per.other", Formats.current().duration(window)));
    }

    static String window(Duration window) {
        return tOr("limits.window." + window.toSeconds(), Formats.current().duration(window));
    }

    /** "12 of 60 left". */
    public static String left(LimitUse use) {
        var formats = Formats.current();
        var left = use.left();
        return left == null
                ? t("limits.left.unknown")
                : t(
                        "limits.left",
                        formats.number(left),
                        formats.number(use.limit().amount()));
    }

    public static String left(BudgetUse use, String currency) {
        var formats = Formats.current();
        return t(
                "limits.left",
                formats.money(use.remaining().max(BigDecimal.ZERO), currency),
                formats.money(use.budget().amount(), currency));
    }

    /** "$50.00 per month". */
    static String amount(Budget budget, String currency) {
        return t(
                "budgets.amount." + budget.period().wireName(),
                Formats.current().money(budget.amount(), currency));
    }

    static String zone(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    /** What a limit or a budget is, in a few words. */
    public static String words(Bound bound, String currency) {
        return switch (bound) {
            case Bound.OfLimit(var use) -> words(use.limit());
            case Bound.OfBudget(var use) -> t("budgets.words", use.budget().name(), amount(use.budget(), currency));
        };
    }

    public static String left(Bound bound, String currency) {
        return switch (bound) {
            case Bound.OfLimit(var use) -> left(use);
            case Bound.OfBudget(var use) -> left(use, currency);
        };
    }

    static LimitScope scope(Bound bound) {
        return switch (bound) {
            case Bound.OfLimit(var use) -> use.limit().scope();
            case Bound.OfBudget(var use) -> use.budget().scope();
        };
    }

    /** "team = search", or "team" with any value. */
    static String tag(LimitScope scope) {
        var name = scope.tagName() == null ? "" : scope.tagName();
        var value = scope.tagValue();
        return value == null ? t("limits.scope.tag.any", name) : t("limits.scope.tag", name, value);
    }

    /** What stands at a field that a service refused. */
    static String field(FieldError error) {
        return tOr("limits.error." + error.field(), Problems.field(error));
    }
}
