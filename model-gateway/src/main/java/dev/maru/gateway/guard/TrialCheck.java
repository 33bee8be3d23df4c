package dev.maru.gateway.guard;

import dev.maru.gateway.guard.Guardrail.Action;

/** A check to be tried, and what it would do. */
public record TrialCheck(Check check, Action action) {}
