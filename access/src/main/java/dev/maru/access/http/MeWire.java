package dev.maru.access.http;

import dev.maru.access.identity.Passkey;
import dev.maru.access.identity.Profile;
import dev.maru.access.identity.ProfileData;
import dev.maru.access.identity.Theme;
import dev.maru.access.identity.UserSession;
import dev.maru.core.problem.PlatformException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A person's own things on the wire. */
final class MeWire {
    private MeWire() {}

    record WireProfile(
            String id,
            long version,
            String email,
            boolean operator,
            boolean hasPassword,
            String name,
            String locale,
            String timeZone,
            String theme) {
        static WireProfile of(Profile profile) {
            var data = profile.data();
            return new WireProfile(
                    profile.id().toString(),
                    profile.version(),
                    profile.email(),
                    profile.operator(),
                    profile.hasPassword(),
                    data.name(),
                    data.locale().toLanguageTag(),
                    data.timeZone().getId(),
                    data.theme().wireName());
        }
    }

    /** What is left out stays as it is. */
    record WireProfileChange(
            @Nullable Long version,
            @Nullable String name,
            @Nullable String locale,
            @Nullable String timeZone,
            @Nullable String theme) {
        long expectedVersion() {
            return Fields.required("version", version);
        }

        ProfileData appliedTo(ProfileData old) {
            return new ProfileData(
                    name == null ? old.name() : Fields.text("name", name),
                    locale == null ? old.locale() : Locale.forLanguageTag(locale),
                    timeZone == null ? old.timeZone() : zone(timeZone),
                    theme == null
                            ? old.theme()
                            : Fields.choice("theme", theme, Theme::ofWireName, "system, light or dark"));
        }

        private static ZoneId zone(String name) {
            try {
                return ZoneId.of(name);
            } catch (DateTimeException e) {
                throw PlatformException.invalid("timeZone", "use a name such as Asia/Seoul");
            }
        }
    }

    /** @param password the new one */
    record WirePasswordChange(
            @Nullable String current, @Nullable String password) {
        @Override
        public String toString() {
            return "WirePasswordChange[]";
        }
    }

    record WireSession(
            String id,
            @Nullable String userAgent,
            @Nullable String address,
            Instant createdAt,
            Instant lastSeenAt,
            Instant expiresAt) {
        static WireSession of(UserSession session) {
            return new WireSession(
                    session.id().toString(),
                    session.userAgent(),
                    session.address(),
                    session.createdAt(),
                    session.lastSeenAt(),
                    session.expiresAt());
        }
    }

    record WireSessions(List<WireSession> items) {}

    record WirePasskey(
            String id,
            String label,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {
        static WirePasskey of(Passkey passkey) {
            return new WirePasskey(passkey.id(), passkey.label(), passkey.createdAt(), passkey.lastUsedAt());
        }
    }

    record WirePasskeys(List<WirePasskey> items) {}
}
