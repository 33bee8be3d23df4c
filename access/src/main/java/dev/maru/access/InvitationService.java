package dev.maru.access;

import dev.maru.core.id.InvitationId;
import dev.maru.core.tenancy.Caller;
import java.util.List;
import org.springframework.stereotype.Service;

/** Invitations by link: made by an admin, accepted once. */
@Service
public class InvitationService {
    /** Makes an invitation for seven days; its link is shown once. */
    public InvitationLink create(Caller caller, EmailAddress email, RoleGrant grant) {
        throw new UnsupportedOperationException();
    }

    /** Newest first, open ones and past ones. */
    public List<Invitation> list(Caller caller) {
        throw new UnsupportedOperationException();
    }

    public void revoke(Caller caller, InvitationId invitation) {
        throw new UnsupportedOperationException();
    }
}
