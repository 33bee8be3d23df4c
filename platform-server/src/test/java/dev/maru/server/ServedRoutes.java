package dev.maru.server;

import dev.maru.core.route.Route;
import dev.maru.e2e.RunningMaru;
import java.util.List;

/** The route table of a running installation, for tests that ask every route the same. */
public final class ServedRoutes {
    private static final List<String> MODEL_CALLS =
            List.of("/v1/chat/", "/v1/responses", "/v1/messages", "/v1/embeddings", "/v1/rerank", "/v1/models");

    private ServedRoutes() {}

    public static List<Route> of(RunningMaru maru) {
        return maru.bean(RouteTable.class).routes();
    }

    /** Routes whose clients speak a provider's protocol and not ours. */
    public static boolean isModelCall(Route route) {
        return MODEL_CALLS.stream().anyMatch(route.path()::startsWith);
    }
}
