package dev.maru.gateway;

import dev.maru.core.tenancy.Caller;

/** Runs model calls, for applications over HTTP and for features in process alike: same path, same ledger. */
public interface ModelGateway {
    /**
     * Runs a call to its end and settles it. Failures, refusals included, reach the sink as errors of the call's protocol.
     * Returns when everything is settled.
     */
    void complete(Caller caller, CompletionRequest request, CompletionSink sink);

    /** Runs a call and collects its answer; with {@code "stream":true} the body is the event stream. */
    default Completion complete(Caller caller, byte[] chatRequestJson, Origin origin) {
        return complete(caller, CompletionRequest.of(chatRequestJson, origin));
    }

    /** Runs a call and collects its answer. */
    default Completion complete(Caller caller, CompletionRequest request) {
        var collector = new Completion.Collector();
        complete(caller, request, collector);
        return collector.completion();
    }
}
