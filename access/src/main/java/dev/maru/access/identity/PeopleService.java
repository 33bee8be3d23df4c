package dev.maru.access.identity;

import dev.maru.core.id.UserId;
import dev.maru.core.page.Cursor;
import dev.maru.core.page.Page;
import dev.maru.core.tenancy.Caller;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The people of the installation: who a token speaks of, and what operators and admins may do for somebody. */
@Service
public class PeopleService {
    /** The person whom an issuer's subject stands for. */
    public Optional<UserId> find(String issuer, String subject) {
        throw new UnsupportedOperationException();
    }

    public boolean isOperator(UserId user) {
        throw new UnsupportedOperationException();
    }

    /** Everybody, for operators, by e-mail address. */
    public Page<Person> page(UserId operator, @Nullable Cursor after, int limit) {
        throw new UnsupportedOperationException();
    }

    /** Ends every session of a person and lets them into no tenant until they are resumed. */
    public void suspend(UserId operator, UserId user) {
        throw new UnsupportedOperationException();
    }

    public void resume(UserId operator, UserId user) {
        throw new UnsupportedOperationException();
    }

    /**
     * A link that sets another password, once and within an hour. An admin may make one only for a member who belongs
     * to no other tenant and holds no more rights than the admin.
     */
    public URI createPasswordLink(Caller caller, UserId user) {
        throw new UnsupportedOperationException();
    }

    /** Lets an issuer's subject sign in as a person; made by an operator. */
    public void linkIdentity(UserId operator, UserId user, String issuer, String subject) {
        throw new UnsupportedOperationException();
    }
}
