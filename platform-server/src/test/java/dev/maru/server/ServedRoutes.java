package dev.maru.server;

import dev.maru.core.route.Route;
import dev.maru.e2e.RunningMaru;
import java.util.List;

/** The route table of a running installation, for tests that ask every route the same. */
public final class ServedRoutes {
    private ServedRoutes() {}

    public static List<Route> of(RunningMaru maru) {
        return maru.bean(RouteTable.class).routes();
    }
}
