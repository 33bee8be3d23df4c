package dev.maru.access;

import java.net.URI;

/** An invitation with its link, which is shown once and then only known to who got it. */
public record InvitationLink(Invitation invitation, URI link) {
    @Override
    public String toString() {
        return "InvitationLink[" + invitation.id() + "]";
    }
}
