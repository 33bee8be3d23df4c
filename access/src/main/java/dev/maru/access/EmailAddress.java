package dev.maru.access;

import dev.maru.core.problem.PlatformException;
import java.util.regex.Pattern;

/** An e-mail address as its owner writes it; two that differ only in case are the same person. */
public record EmailAddress(String value) {
    private static final Pattern FORM = Pattern.compile("[^\\s@,;<>\"]{1,64}@[^\\s@,;<>\"]{1,255}");

    public EmailAddress {
        value = value.strip();
        if (value.length() > 254 || !FORM.matcher(value).matches()) {
            throw PlatformException.invalid("email", "write an address such as name@example.com");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
