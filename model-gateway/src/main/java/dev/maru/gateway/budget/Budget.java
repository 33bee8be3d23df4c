package dev.maru.gateway.budget;

import dev.maru.core.id.BudgetId;
import dev.maru.core.id.Ids;
import dev.maru.core.id.RequestId;
import dev.maru.gateway.limit.LimitScope;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * What some calls may cost in a period, in the accounting currency.
 *
 * @param hard a call whose worst case does not fit in is refused; else spending is only watched
 * @param thresholds in percent of the amount, at which somebody is told
 */
public record Budget(
        BudgetId id,
        long version,
        String name,
        LimitScope scope,
        BigDecimal amount,
        BudgetPeriod period,
        ZoneId zone,
        boolean hard,
        List<Integer> thresholds,
        boolean enabled,
        Instant createdAt) {
    public Budget {
        thresholds = List.copyOf(thresholds);
    }

    /** For sentences: what a refused caller reads of it. */
    String words() {
        return "budget \"" + name + "\" of " + scope.words() + " ";
    }

    public BudgetSpan spanAt(Instant moment) {
        return period.at(moment, zone);
    }

    /** A call belongs to the period in which its request came, however long it takes and however often it is tried. */
    BudgetSpan spanOf(RequestId request) {
        return spanAt(Instant.ofEpochMilli(Ids.unixMillis(request.value())));
    }
}
