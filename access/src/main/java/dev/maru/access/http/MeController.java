package dev.maru.access.http;

import dev.maru.access.identity.Profile;
import dev.maru.access.identity.ProfileData;
import dev.maru.access.identity.ProfileService;
import dev.maru.access.identity.SessionService;
import dev.maru.access.identity.Theme;
import dev.maru.access.identity.UserSession;
import dev.maru.core.id.SessionId;
import dev.maru.core.id.UserId;
import dev.maru.core.problem.PlatformException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A person's own profile and sessions. */
@RestController
@RequestMapping("/api/me")
class MeController {
    private final ProfileService profiles;
    private final SessionService sessions;

    MeController(ProfileService profiles, SessionService sessions) {
        this.profiles = profiles;
        this.sessions = sessions;
    }

    @GetMapping
    MeWire get(UserId user) {
        return MeWire.of(profiles.get(user));
    }

    @PatchMapping
    MeWire change(UserId user, @RequestBody Change body) {
        var now = profiles.get(user).data();
        return MeWire.of(profiles.change(user, WireText.version(body.version), body.over(now)));
    }

    @GetMapping("/sessions")
    PageWire<SessionWire> sessions(UserId user) {
        return PageWire.of(sessions.mine(user), SessionWire::of);
    }

    @DeleteMapping("/sessions/{session}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(UserId user, @PathVariable String session) {
        sessions.revoke(user, WireText.path(session, SessionId::parse));
    }

    record MeWire(
            String id,
            long version,
            String email,
            boolean operator,
            String name,
            String locale,
            String timeZone,
            String theme) {
        static MeWire of(Profile profile) {
            var data = profile.data();
            return new MeWire(
                    profile.id().toString(),
                    profile.version(),
                    profile.email(),
                    profile.operator(),
                    data.name(),
                    data.locale().toLanguageTag(),
                    data.timeZone().getId(),
                    data.theme().wireName());
        }
    }

    /** What is missing stays as it is. */
    record Change(
            @Nullable Long version,
            @Nullable String name,
            @Nullable String locale,
            @Nullable String timeZone,
            @Nullable String theme) {
        ProfileData over(ProfileData now) {
            var language = WireText.optional("locale", locale, Locale::forLanguageTag);
            var look = WireText.optional("theme", theme, Theme::ofWireName);
            return new ProfileData(
                    name == null ? now.name() : name,
                    language == null ? now.locale() : language,
                    timeZone == null ? now.timeZone() : zone(timeZone),
                    look == null ? now.theme() : look);
        }

        private static ZoneId zone(String text) {
            try {
                return ZoneId.of(text);
            } catch (DateTimeException e) {
                throw PlatformException.invalid("timeZone", "there is no time zone " + text);
            }
        }
    }

    record SessionWire(
            String id,
            @Nullable String userAgent,
            @Nullable String address,
            Instant createdAt,
            Instant lastSeenAt,
            Instant expiresAt) {
        static SessionWire of(UserSession session) {
            return new SessionWire(
                    session.id().toString(),
                    session.userAgent(),
                    session.address(),
                    session.createdAt(),
                    session.lastSeenAt(),
                    session.expiresAt());
        }
    }
}
