package dev.maru.gateway.call;

import dev.maru.core.tenancy.Caller;
import org.springframework.stereotype.Service;

/** Whether the caller's project keeps what is said in its calls. */
@Service
public class PayloadPolicyService {
    PayloadPolicyService() {}

    public PayloadPolicy get(Caller caller) {
        throw new UnsupportedOperationException();
    }

    /** Sets the policy; {@code policy.version()} is the one that was read. */
    public PayloadPolicy set(Caller caller, PayloadPolicy policy) {
        throw new UnsupportedOperationException();
    }
}
