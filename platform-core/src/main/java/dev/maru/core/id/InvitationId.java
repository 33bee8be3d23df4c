package dev.maru.core.id;

import java.util.UUID;

/** An invitation to become a member. */
public record InvitationId(UUID value) implements Id {
    private static final String PREFIX = "inv";

    public static InvitationId next() {
        return new InvitationId(Ids.timeOrdered());
    }

    /** Reads the text form; throws IllegalArgumentException if it is not one. */
    public static InvitationId parse(String text) {
        return Ids.parse(PREFIX, text, InvitationId::new);
    }

    @Override
    public String toString() {
        return Ids.text(PREFIX, value);
    }
}
