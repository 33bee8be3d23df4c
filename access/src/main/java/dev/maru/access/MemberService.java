package dev.maru.access;

import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.Caller;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;

/** The people of a tenant and their roles; nobody can give or take a role that holds more than their own rights. */
@Service
public class MemberService {
    public List<Member> list(Caller caller) {
        throw new UnsupportedOperationException();
    }

    public Member get(Caller caller, UserId member) {
        throw new UnsupportedOperationException();
    }

    public Member changeRoles(Caller caller, UserId member, long expectedVersion, Set<RoleGrant> roles) {
        throw new UnsupportedOperationException();
    }

    public Member suspend(Caller caller, UserId member) {
        throw new UnsupportedOperationException();
    }

    public Member resume(Caller caller, UserId member) {
        throw new UnsupportedOperationException();
    }

    /** Ends the membership; the person stays known to the installation. */
    public void remove(Caller caller, UserId member) {
        throw new UnsupportedOperationException();
    }
}
