package dev.maru.server;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.tenancy.Actor;
import dev.maru.core.tenancy.Caller;
import dev.maru.platform.PlatformError;
import dev.maru.platform.idempotency.IdempotencyStore;
import dev.maru.platform.idempotency.IdempotencyStore.Answer;
import dev.maru.platform.idempotency.IdempotencyStore.Claim;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Answers the repetition of a write that carries an Idempotency-Key as the first one was answered, for 24 hours. */
final class IdempotencyFilter extends OncePerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);
    private static final String HEADER = "Idempotency-Key";
    private static final String REPLAYED = "idempotency-replayed";
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final int SERVER_ERROR = 500;
    private static final int TOO_MANY_REQUESTS = 429;

    private final IdempotencyStore store;
    private final ErrorWriter errors;

    IdempotencyFilter(IdempotencyStore store, ErrorWriter errors) {
        this.store = store;
        this.errors = errors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(HEADER) == null
                || !WRITES.contains(request.getMethod())
                || RequestPaths.isModelCall(request)
                || RequestAttributes.caller(request) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var caller = RequestAttributes.caller(request);
        var key = request.getHeader(HEADER);
        if (caller == null || !KEY.matcher(key).matches()) {
            errors.write(
                    request,
                    response,
                    new PlatformException(
                            CoreError.INVALID_REQUEST, "Idempotency-Key has 1 to 255 visible ASCII characters."));
            return;
        }
        try {
            var again = new RepeatableRequest(request);
            var owned = new OwnedKey(caller, key);
            var hash = hash(again);
            switch (store.claim(caller.tenant(), owned.actor(), key, hash)) {
                case Claim.New mine -> answer(again, response, chain, owned);
                case Claim.Answered answered -> replay(response, answered.answer());
                case Claim.Running running ->
                    throw new PlatformException(
                            PlatformError.IDEMPOTENCY_KEY_IN_USE,
                            "The first request with this Idempotency-Key is still running; ask again shortly.");
                case Claim.Different different ->
                    throw new PlatformException(
                            PlatformError.IDEMPOTENCY_KEY_REUSED,
                            "This Idempotency-Key came before with another request; use a new one.");
            }
        } catch (PlatformException e) {
            errors.write(request, response, e);
        }
    }

    private void answer(RepeatableRequest request, HttpServletResponse response, FilterChain chain, OwnedKey key)
            throws ServletException, IOException {
        var kept = new ContentCachingResponseWrapper(response);
        var finished = false;
        try {
            chain.doFilter(request, kept);
            finished = isFinal(kept.getStatus());
        } finally {
            settle(key, finished, kept);
        }
        kept.copyBodyToResponse();
    }

    /** The work is done by now: that its answer could not be kept must not make it look failed. */
    private void settle(OwnedKey key, boolean finished, ContentCachingResponseWrapper kept) {
        try {
            if (finished) {
                var answer = new Answer(kept.getStatus(), kept.getContentType(), kept.getContentAsByteArray());
                store.finish(key.caller().tenant(), key.actor(), key.key(), answer);
            } else {
                store.abandon(key.caller().tenant(), key.actor(), key.key());
            }
        } catch (RuntimeException e) {
            log.warn("The answer to an Idempotency-Key could not be kept", e);
        }
    }

    /** Whether a repetition would be answered the same. */
    private static boolean isFinal(int status) {
        return status < SERVER_ERROR && status != TOO_MANY_REQUESTS;
    }

    private static void replay(HttpServletResponse response, Answer answer) throws IOException {
        response.setStatus(answer.status());
        response.setHeader(REPLAYED, "true");
        if (answer.contentType() != null) {
            response.setContentType(answer.contentType());
        }
        response.getOutputStream().write(answer.body());
    }

    private static byte[] hash(RepeatableRequest request) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var query = request.getQueryString();
            var line = request.getMethod() + " " + request.getRequestURI() + "?" + (query == null ? "" : query) + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
            return digest.digest(request.body());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whose key it is; two people who choose the same one do not see each other's answers. */
    private record OwnedKey(Caller caller, String key) {
        String actor() {
            return switch (caller.actor()) {
                case Actor.Person person -> person.userId().toString();
                case Actor.Key apiKey -> apiKey.apiKeyId().toString();
                case Actor.Platform platform -> "platform";
            };
        }
    }
}
