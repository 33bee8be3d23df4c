package dev.maru.access;

import dev.maru.core.problem.PlatformException;

/** A name that people read: of a tenant, a project, a key or a person. */
public record DisplayName(String value) {
    private static final int LIMIT = 120;

    public DisplayName {
        value = value.strip();
        if (value.isEmpty() || value.length() > LIMIT) {
            throw PlatformException.invalid("name", "use 1 to 120 characters");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw PlatformException.invalid("name", "control characters are not allowed");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
