package dev.maru.access.identity.http;

import dev.maru.access.identity.ProfileData;
import dev.maru.access.identity.Theme;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What somebody fills in about themselves; the time zone comes from the browser. */
record PersonForm(
        @Nullable String email,
        @Nullable String name,
        @Nullable String password,
        @Nullable String timeZone) {

    String emailOrEmpty() {
        return email == null ? "" : email;
    }

    String passwordOrEmpty() {
        return password == null ? "" : password;
    }

    ProfileData data(Locale locale) {
        return new ProfileData(name == null ? "" : name, locale, zone(), Theme.SYSTEM);
    }

    private ZoneId zone() {
        try {
            return timeZone == null || timeZone.isBlank() ? ZoneOffset.UTC : ZoneId.of(timeZone);
        } catch (DateTimeException e) {
            // The browser's word for it is not one of ours; the person can set it later.
            return ZoneOffset.UTC;
        }
    }

    /** The form again with what is wrong; never with the password. */
    Map<String, Object> model(String error) {
        var model = new HashMap<String, Object>();
        model.put("error", error);
        model.put("email", emailOrEmpty());
        model.put("name", name == null ? "" : name);
        return model;
    }
}
