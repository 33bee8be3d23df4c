package dev.maru.ui.keys;

import static dev.maru.ui.i18n.Texts.t;

import dev.maru.access.ApiKey;
import dev.maru.access.ApiKeyService;
import dev.maru.ui.component.ConfirmDialog;
import dev.maru.ui.component.Notices;
import dev.maru.ui.shell.Place;

/** Ends a key after saying what stops. */
final class RevokeKey {
    private RevokeKey() {}

    static ConfirmDialog dialog(Place place, ApiKeyService keys, ApiKey key) {
        var name = key.data().name();
        return new ConfirmDialog(
                t("keys.revoke.of", name), t("keys.revoke.consequence", name), t("keys.revoke"), () -> {
                    keys.revoke(place.caller(), key.id());
                    Notices.success(t("keys.revoke.done", name));
                });
    }
}
