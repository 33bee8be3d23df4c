package dev.maru.access;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.RequestId;
import dev.maru.core.id.TenantId;
import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Turns a credential or a signed-in person into a {@link Caller}, from memory after the first use. */
@Service
public class CallerDirectory {
    /** The caller of an API key's secret. */
    public Caller ofKey(String secret, RequestId request, @Nullable String address) {
        throw new UnsupportedOperationException();
    }

    /** The caller of an API key given as id and secret, as HTTP Basic does. */
    public Caller ofKey(String keyId, String secret, RequestId request, @Nullable String address) {
        throw new UnsupportedOperationException();
    }

    /** A person in a tenant and, where one is meant, a project of it. */
    public Caller ofPerson(
            UserId user, TenantId tenant, @Nullable ProjectId project, RequestId request, @Nullable String address) {
        throw new UnsupportedOperationException();
    }

    /** An operator outside any tenant: may {@code OPERATE} and nothing else; {@code tenant} is the one acted on. */
    public Caller ofOperator(UserId user, TenantId tenant, RequestId request, @Nullable String address) {
        throw new UnsupportedOperationException();
    }

    /** Whether the caller would still be let in; cheap enough for every chunk of a running stream. */
    public boolean stillValid(Caller caller) {
        throw new UnsupportedOperationException();
    }
}
