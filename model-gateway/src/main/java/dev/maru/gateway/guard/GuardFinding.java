package dev.maru.gateway.guard;

/**
 * What a guardrail found in a call, as it stands with the call: never the text.
 *
 * @param guardrail its id as text; the guardrail may be gone when this is read
 * @param kind such as {@code email}, {@code jwt} or {@code override}
 */
public record GuardFinding(
        String guardrail, String name, String check, String stage, String action, String kind, int count) {}
