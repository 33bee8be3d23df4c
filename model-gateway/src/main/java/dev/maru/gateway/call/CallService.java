package dev.maru.gateway.call;

import dev.maru.core.id.RequestId;
import dev.maru.core.page.Cursor;
import dev.maru.core.page.Page;
import dev.maru.core.tenancy.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What happened: the calls of a project. */
@Service
public class CallService {
    CallService() {}

    /** A page of the caller's project, newest first. */
    public Page<CallListItem> page(Caller caller, CallFilter filter, @Nullable Cursor after, int limit) {
        throw new UnsupportedOperationException();
    }

    public CallDetail find(Caller caller, RequestId id) {
        throw new UnsupportedOperationException();
    }

    /** Sums and percentiles of the caller's project from {@code from} (inclusive) to {@code to} (exclusive). */
    public CallStats stats(Caller caller, Instant from, Instant to, CallStats.Step step) {
        throw new UnsupportedOperationException();
    }
}
