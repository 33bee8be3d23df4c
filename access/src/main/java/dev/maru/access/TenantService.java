package dev.maru.access;

import dev.maru.core.id.TenantId;
import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.Caller;
import java.util.List;
import org.springframework.stereotype.Service;

/** Tenants: an operator makes and suspends them, an owner names them. */
@Service
public class TenantService {
    /** Makes a tenant with its sample project; the operator becomes its owner. */
    public Tenant create(UserId operator, String name, Slug slug) {
        throw new UnsupportedOperationException();
    }

    /** The tenants a person belongs to, with the projects they may open. */
    public List<Membership> mine(UserId user) {
        throw new UnsupportedOperationException();
    }

    /** Every tenant of the installation, for operators. */
    public List<Tenant> all(UserId operator) {
        throw new UnsupportedOperationException();
    }

    public Tenant get(Caller caller) {
        throw new UnsupportedOperationException();
    }

    /** The tenant of a slug if the person belongs to it or is an operator. */
    public Tenant bySlug(UserId user, String slug) {
        throw new UnsupportedOperationException();
    }

    public Tenant rename(Caller caller, long expectedVersion, String name) {
        throw new UnsupportedOperationException();
    }

    /** Nobody and no key of the tenant gets in until it is resumed. */
    public Tenant suspend(UserId operator, TenantId tenant) {
        throw new UnsupportedOperationException();
    }

    public Tenant resume(UserId operator, TenantId tenant) {
        throw new UnsupportedOperationException();
    }
}
