package dev.maru.gateway.call;

import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.protocol.ProviderFault;
import org.jspecify.annotations.Nullable;

/** Follows one answer for what settling needs of it, and says which bytes of it go to the client. */
interface Meter {
    /** Reads the data of one event; throws JacksonException if it is no JSON. */
    void event(@Nullable String name, byte[] data);

    /** Reads an answer that came in one piece; throws JacksonException if it is no JSON object. */
    void whole(byte[] body);

    /** Whether the provider reported usage, believable or not. */
    boolean usageReported();

    /** The last figures that the provider gave, null if it gave none or they cannot be true. */
    @Nullable
    TokenCounts usage();

    /** The service tier that the provider says it billed, null if it does not say. */
    default @Nullable String serviceTier() {
        return null;
    }

    /** What the provider says went wrong, inside an answer that began well. */
    @Nullable
    ProviderFault fault();

    /** All output so far, for counting where the provider does not. */
    CharSequence text();

    /** Whether the last piece carried something for the user. */
    boolean sawOutput();

    /** Whether the model has said something that is still held back. */
    default boolean holds() {
        return false;
    }

    /** Why a guardrail lets nothing more of the answer out, null while it does. */
    default @Nullable PlatformException denial() {
        return null;
    }

    /** Whether the last piece is the end mark. */
    boolean ended();

    /** Whether everything that an answer must say has been said, the end mark aside. */
    boolean complete();

    /** Whether the model said all that it wanted to: complete, and neither cut at a limit nor filtered. */
    default boolean whole() {
        return complete();
    }

    /** Whether the provider's bytes pass to the client as they are. */
    boolean passes();

    /** Whether the last piece is not for the client to see. */
    boolean hidden();

    /** The last piece in the client's protocol, null if its bytes pass as they are. */
    byte @Nullable [] translated();

    /** What ends the answer in the client's protocol where the provider's own end mark does not. */
    byte[] end();

    /** What ends a stream that has begun and failed, null if the protocol's usual frames do. */
    default byte @Nullable [] failure(ProviderFault failure) {
        return null;
    }
}
