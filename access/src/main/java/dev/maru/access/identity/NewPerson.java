package dev.maru.access.identity;

import dev.maru.access.EmailAddress;

/** What somebody says about themselves when they get an account. */
public record NewPerson(EmailAddress email, ProfileData data, String password) {
    public NewPerson {
        PasswordPolicy.check(password, email.value());
    }

    @Override
    public String toString() {
        return "NewPerson[" + email + "]";
    }
}
