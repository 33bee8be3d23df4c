package dev.maru.access.identity;

import dev.maru.core.id.UserId;
import java.util.List;
import org.springframework.stereotype.Service;

/** A person's own name, language, password and passkeys. */
@Service
public class ProfileService {
    public Profile get(UserId user) {
        throw new UnsupportedOperationException();
    }

    public Profile change(UserId user, long expectedVersion, ProfileData data) {
        throw new UnsupportedOperationException();
    }

    /** Sets another password and ends every other session of the person. */
    public void changePassword(UserId user, String current, String next) {
        throw new UnsupportedOperationException();
    }

    /** Passkeys are added on the page {@code /idp/passkeys}, which the browser has to show. */
    public List<Passkey> passkeys(UserId user) {
        throw new UnsupportedOperationException();
    }

    public void removePasskey(UserId user, String passkey) {
        throw new UnsupportedOperationException();
    }
}
