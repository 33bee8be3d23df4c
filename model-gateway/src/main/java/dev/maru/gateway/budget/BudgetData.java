package dev.maru.gateway.budget;

import dev.maru.core.problem.PlatformException;
import java.math.BigDecimal;
import java.util.List;

/**
 * What people decide about a budget and may change later.
 *
 * @param amount in the accounting currency
 * @param thresholds in percent of it
 */
public record BudgetData(String name, BigDecimal amount, boolean hard, List<Integer> thresholds, boolean enabled) {
    private static final int LONGEST_NAME = 200;
    private static final int MOST_THRESHOLDS = 10;
    private static final int DECIMALS = 12;
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

    public BudgetData {
        name = name.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw PlatformException.invalid("name", "1 to " + LONGEST_NAME + " characters");
        }
        if (amount.signum() < 0
                || amount.compareTo(MOST) > 0
                || amount.stripTrailingZeros().scale() > DECIMALS) {
            throw PlatformException.invalid("amount", "from 0 to " + MOST + ", with at most " + DECIMALS + " decimals");
        }
        thresholds = thresholds.stream().distinct().sorted().toList();
        if (thresholds.size() > MOST_THRESHOLDS || thresholds.stream().anyMatch(each -> each < 1 || each > 1_000)) {
            throw PlatformException.invalid("thresholds", "at most " + MOST_THRESHOLDS + " percentages from 1 to 1000");
        }
    }
}
