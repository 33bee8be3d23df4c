package dev.maru.gateway.catalog;

/**
 * Rates that replace a sheet's own for a whole call: where it ran in a service tier, where its input is long, or both.
 *
 * @param service {@value #STANDARD}, {@value #BATCH}, or what the provider calls it, such as flex or priority
 * @param aboveInputTokens the call has more input than this, in all its kinds together; 0: whatever its length
 */
public record PriceTier(String service, long aboveInputTokens, Rates rates) {
    public static final String STANDARD = "standard";
    public static final String BATCH = "batch";

    boolean covers(String wanted, long inputTokens) {
        return service.equals(wanted) && (aboveInputTokens == 0 || inputTokens > aboveInputTokens);
    }
}
