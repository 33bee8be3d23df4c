package dev.maru.gateway.call;

import dev.maru.gateway.protocol.ProviderFault;
import dev.maru.gateway.provider.UpstreamFailure;
import dev.maru.gateway.provider.UpstreamResponse;
import dev.maru.gateway.route.FailureClass;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;

/** What a provider's refusal or failure means to the client. Never 401: the client's own key is not at fault. */
final class UpstreamErrors {
    private static final int LONGEST_MESSAGE = 2_000;

    private UpstreamErrors() {}

    /** A status other than 200 with its body. */
    static CallError refusal(Try attempt, UpstreamResponse response, byte[] body) {
        var slug = attempt.slug();
        var said = attempt.prepared().target().fault(response.status(), body);
        var message = shortened(said.message());
        int status = FailureKinds.meansKey(response.status(), message) ? 401 : response.status();
        return switch (status) {
            case 400, 404, 413, 422, 429 ->
                new CallError(
                        status,
                        message,
                        status == 429 ? "rate_limit_error" : "invalid_request_error",
                        said.param(),
                        said.code() == null ? "upstream_error" : said.code(),
                        retryHeaders(response),
                        attempt.meter().passes() && isObject(body) ? body : null,
                        FailureKinds.ofRefusal(status, said.code(), message));
            case 401, 403 ->
                CallError.upstream(
                        FailureClass.KEY,
                        502,
                        "The provider behind the connection \"" + slug + "\" does not accept the connection's key"
                                + " (it answered " + status + "). Its administrator can enter another one.",
                        "upstream_refused");
            case 402 ->
                CallError.upstream(
                        FailureClass.KEY,
                        502,
                        "The provider behind the connection \"" + slug + "\" says that its account has no credit left.",
                        "upstream_refused");
            case 408, 504 ->
                CallError.upstream(
                        FailureClass.TIMEOUT,
                        504,
                        "The provider behind the connection \"" + slug + "\" timed out.",
                        "upstream_timeout");
            default ->
                CallError.upstream(
                                FailureClass.SERVER,
                                502,
                                "The provider behind the connection \"" + slug + "\" answered " + status + ": "
                                        + message,
                                "upstream_broken")
                        .with(retryHeaders(response));
        };
    }

    /** An error in the place of the first event of an answer that began with 200. */
    static CallError firstEvent(String slug, ProviderFault error) {
        int status = error.status();
        if (status == 400 || status == 404 || status == 413 || status == 422 || status == 429) {
            return new CallError(
                    status,
                    shortened(error.message()),
                    status == 429 ? "rate_limit_error" : "invalid_request_error",
                    null,
                    "upstream_error",
                    Map.of(),
                    null,
                    FailureKinds.ofRefusal(status, error.code(), error.message()));
        }
        return midStream(slug, error);
    }

    static CallError midStream(String slug, ProviderFault error) {
        return CallError.upstream(
                FailureClass.SERVER,
                502,
                "The provider behind the connection \"" + slug + "\" reports: " + shortened(error.message()),
                "upstream_broken");
    }

    /** No answer came. */
    static CallError failure(UpstreamFailure failure) {
        return switch (failure.kind()) {
            case NOT_CONNECTED, CLOSED_WHILE_IDLE, BROKEN ->
                CallError.upstream(FailureClass.CONNECTION, 502, failure.sentence(), "upstream_broken");
            case KEY_REFUSED -> CallError.upstream(FailureClass.KEY, 502, failure.sentence(), "upstream_refused");
            case EGRESS_REFUSED ->
                CallError.upstream(FailureClass.CONNECTION, 502, failure.sentence(), "egress_refused");
            case CONNECT_TIMEOUT, TIMEOUT ->
                CallError.upstream(FailureClass.TIMEOUT, 504, failure.sentence(), "upstream_timeout");
        };
    }

    /** Every key of a connection rests for a limit of its provider's. */
    static CallError resting(String slug, Duration wait) {
        return new CallError(
                429,
                "The provider behind the connection \"" + slug
                        + "\" limits how fast its keys may call. Try again later.",
                "rate_limit_error",
                null,
                "rate_limit_exceeded",
                Failover.backIn(wait),
                null,
                FailureClass.RATE_LIMIT);
    }

    /** A connection has no key left that its provider takes. */
    static CallError exhausted(String slug) {
        return CallError.upstream(
                FailureClass.KEY,
                502,
                "Every key of the connection \"" + slug + "\" is refused by the provider or switched off. Its"
                        + " administrator can enter another one.",
                "upstream_credentials_exhausted");
    }

    static CallError broken(String slug, String what) {
        return CallError.upstream(
                FailureClass.SERVER,
                502,
                "The provider behind the connection \"" + slug + "\" " + what + ".",
                "upstream_broken");
    }

    private static Map<String, String> retryHeaders(UpstreamResponse response) {
        var headers = new HashMap<String, String>();
        var after = response.header("retry-after");
        var afterMillis = response.header("retry-after-ms");
        if (after != null) {
            headers.put("Retry-After", after);
        }
        if (afterMillis != null) {
            headers.put("retry-after-ms", afterMillis);
        }
        return headers;
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
    }

    private static boolean isObject(byte[] body) {
        try {
            return RequestEnvelope.JSON.readTree(body).isObject();
        } catch (JacksonException e) {
            return false;
        }
    }
}
