package dev.maru.access.identity;

import dev.maru.access.DisplayName;
import dev.maru.core.problem.PlatformException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;

/** What a person decides about themselves. */
public record ProfileData(String name, Locale locale, ZoneId timeZone, Theme theme) {
    /** The languages of the user interface. */
    public static final Set<Locale> LOCALES = Set.of(Locale.ENGLISH, Locale.KOREAN);

    public ProfileData {
        name = new DisplayName(name).value();
        if (!LOCALES.contains(locale)) {
            throw PlatformException.invalid("locale", "use en or ko");
        }
    }

    /** What holds until the person says otherwise. */
    public static ProfileData of(String name) {
        return new ProfileData(name, Locale.ENGLISH, ZoneOffset.UTC, Theme.SYSTEM);
    }
}
