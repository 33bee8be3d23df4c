package dev.maru.gateway;

import dev.maru.core.tenancy.Caller;

/** Says whether a caller whose answer is still streaming may go on; asked many times a second, so it must be cheap. */
@FunctionalInterface
public interface StreamGuard {
    boolean stillValid(Caller caller);
}
