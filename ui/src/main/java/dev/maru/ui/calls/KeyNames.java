package dev.maru.ui.calls;

import dev.maru.access.ApiKeyService;
import dev.maru.core.id.ApiKeyId;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Permission;
import dev.maru.ui.shell.Place;

/** Names API keys as people know them; by their ids for those who may not read keys, and where a key is gone. */
record KeyNames(ApiKeyService keys, Place place) {
    String name(ApiKeyId id) {
        var caller = place.caller();
        if (!caller.may(Permission.READ_KEYS)) {
            return id.toString();
        }
        try {
            return keys.get(caller, id).data().name();
        } catch (PlatformException gone) {
            return id.toString();
        }
    }
}
