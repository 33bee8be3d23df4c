package dev.maru.access.identity;

import dev.maru.core.id.SessionId;
import dev.maru.core.id.UserId;
import java.util.List;
import org.springframework.stereotype.Service;

/** The browser sessions of a person: listed, and ended on every replica within a second. */
@Service
public class SessionService {
    /** The live sessions of a person, last used first. */
    public List<UserSession> mine(UserId user) {
        throw new UnsupportedOperationException();
    }

    public void revoke(UserId user, SessionId session) {
        throw new UnsupportedOperationException();
    }

    /** Ends every session of the person but the one given. */
    public void revokeOthers(UserId user, SessionId kept) {
        throw new UnsupportedOperationException();
    }

    /** Whether the session may go on: not ended, not too old, and its person still active. */
    public boolean isLive(UserId user, SessionId session) {
        throw new UnsupportedOperationException();
    }
}
