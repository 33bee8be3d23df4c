package dev.maru.gateway.call;

import dev.maru.gateway.route.FailureClass;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to tell a client whose answer was cut off or broke. */
final class Cuts {
    private Cuts() {}

    static CallError error(String slug, ExchangeWatch.@Nullable Cut cut, IOException failure) {
        if (cut == null) {
            return failure instanceof SseReader.EventTooLong || failure instanceof WholeRelay.AnswerTooLong
                    ? UpstreamErrors.broken(slug, "sent " + failure.getMessage())
                    : UpstreamErrors.broken(slug, "broke the connection in the middle of its answer");
        }
        return of(slug, cut);
    }

    static CallError of(String slug, ExchangeWatch.Cut cut) {
        return switch (cut) {
            case SILENCE ->
                CallError.upstream(
                        FailureClass.TIMEOUT,
                        504,
                        "The provider behind the connection \"" + slug + "\" fell silent.",
                        "upstream_timeout");
            case TOTAL ->
                CallError.upstream(
                        FailureClass.OWN,
                        504,
                        "The call did not end within the time it was given.",
                        "upstream_timeout");
            case REVOKED ->
                new CallError(
                        401,
                        "The key was revoked, or its tenant suspended, while this answer was on its way.",
                        "authentication_error",
                        null,
                        "caller_revoked",
                        Map.of(),
                        null,
                        FailureClass.OWN);
            case DRAINED ->
                CallError.upstream(
                        FailureClass.OWN,
                        499,
                        "The client left before the answer was complete.",
                        "client_closed_request");
        };
    }
}
