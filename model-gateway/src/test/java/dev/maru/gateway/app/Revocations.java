package dev.maru.gateway.app;

import dev.maru.core.id.ApiKeyId;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keys that lost their right while an answer was on its way. */
public final class Revocations {
    private final Set<ApiKeyId> keys = ConcurrentHashMap.newKeySet();

    public void revoke(ApiKeyId key) {
        keys.add(key);
    }

    boolean revoked(Caller caller) {
        return caller.actor() instanceof Actor.Key key && keys.contains(key.apiKeyId());
    }
}
