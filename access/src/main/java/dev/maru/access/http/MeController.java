package dev.maru.access.http;

import dev.maru.access.http.MeWire.WirePasskey;
import dev.maru.access.http.MeWire.WirePasskeys;
import dev.maru.access.http.MeWire.WirePasswordChange;
import dev.maru.access.http.MeWire.WireProfile;
import dev.maru.access.http.MeWire.WireProfileChange;
import dev.maru.access.http.MeWire.WireSession;
import dev.maru.access.http.MeWire.WireSessions;
import dev.maru.access.identity.ProfileService;
import dev.maru.access.identity.SessionService;
import dev.maru.core.id.SessionId;
import dev.maru.core.id.UserId;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The profile, password, sessions and passkeys of whoever asks. */
@RestController
@RequestMapping(AccessPaths.ME)
class MeController {
    private final ProfileService profiles;
    private final SessionService sessions;

    MeController(ProfileService profiles, SessionService sessions) {
        this.profiles = profiles;
        this.sessions = sessions;
    }

    @GetMapping
    WireProfile get(UserId me) {
        return WireProfile.of(profiles.get(me));
    }

    @PatchMapping
    WireProfile change(UserId me, @RequestBody WireProfileChange body) {
        var version = body.expectedVersion();
        var data = body.appliedTo(profiles.get(me).data());
        return WireProfile.of(profiles.change(me, version, data));
    }

    /** A token does not say which browser asked for it, so every browser has to sign in again. */
    @PostMapping("/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(UserId me, @RequestBody WirePasswordChange body) {
        profiles.changePassword(
                me, null, Fields.required("current", body.current()), Fields.required("password", body.password()));
    }

    @GetMapping("/sessions")
    WireSessions sessions(UserId me) {
        return new WireSessions(sessions.mine(me).stream().map(WireSession::of).toList());
    }

    @DeleteMapping("/sessions/{session}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revokeSession(UserId me, @PathVariable String session) {
        sessions.revoke(me, PathIds.read(SessionId::parse, session));
    }

    @GetMapping("/passkeys")
    WirePasskeys passkeys(UserId me) {
        return new WirePasskeys(
                profiles.passkeys(me).stream().map(WirePasskey::of).toList());
    }

    @DeleteMapping("/passkeys/{passkey}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removePasskey(UserId me, @PathVariable String passkey) {
        profiles.removePasskey(me, passkey);
    }
}
