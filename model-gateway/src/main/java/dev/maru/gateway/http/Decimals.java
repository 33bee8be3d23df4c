package dev.maru.gateway.http;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Amounts on the wire: decimal strings without an exponent or needless zeros. */
final class Decimals {
    private Decimals() {}

    static @Nullable String plain(@Nullable BigDecimal amount) {
        if (amount == null) {
            return null;
        }
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
