package dev.maru.gateway;

import dev.maru.platform.change.ChangeKind;

/** The kind under which changes of connections, models, prices and payload policies are announced. */
public final class GatewayChange {
    public static final ChangeKind KIND = new ChangeKind("gateway");

    private GatewayChange() {}
}
