package dev.maru.gateway.guard;

import dev.maru.gateway.provider.ProviderEndpoint;
import dev.maru.gateway.provider.UpstreamExchange;
import dev.maru.gateway.provider.UpstreamFailure;
import dev.maru.gateway.provider.upstream.UpstreamClient;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks a service over HTTP; only where the egress guard lets it, and with its secret if it has one. */
@Component
class ServiceJudge implements GuardJudge {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceJudge.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int TOTAL_SECONDS = 10;
    private static final int LONGEST_ANSWER = 64 << 10;
    private static final int OK = 200;

    private final UpstreamClient client;
    private final GuardrailSecrets secrets;

    ServiceJudge(UpstreamClient client, GuardrailSecrets secrets) {
        this.client = client;
        this.secrets = secrets;
    }

    @Override
    public JudgeVerdict ask(JudgeQuestion question) {
        if (!(question.judge().source() instanceof JudgeSource.Service(URI url))) {
            return JudgeVerdict.FAILED;
        }
        var secret = secrets.open(question.caller().tenant(), question.rail());
        var endpoint = new ProviderEndpoint("guardrail", url, secret);
        try (var exchange = client.ask(endpoint, url, body(question), endpoint.secretAs("Authorization", "Bearer "))) {
            return answer(question, exchange);
        }
    }

    /** A service that answers a byte at a time is cut off. */
    private static JudgeVerdict answer(JudgeQuestion question, UpstreamExchange exchange) {
        var deadline = CompletableFuture.delayedExecutor(TOTAL_SECONDS, TimeUnit.SECONDS);
        var cut = CompletableFuture.runAsync(exchange::abort, deadline);
        try {
            var response = exchange.send();
            if (response.status() != OK) {
                return JudgeVerdict.FAILED;
            }
            var allow =
                    JSON.readTree(response.body().readNBytes(LONGEST_ANSWER)).path("allow");
            if (!allow.isBoolean()) {
                return JudgeVerdict.FAILED;
            }
            return allow.asBoolean() ? JudgeVerdict.ALLOWED : JudgeVerdict.DENIED;
        } catch (UpstreamFailure | IOException | JacksonException e) {
            LOG.debug(
                    "The judge of {} gave no verdict",
                    question.rail().guardrail().id(),
                    e);
            return JudgeVerdict.FAILED;
        } finally {
            cut.cancel(false);
        }
    }

    private static byte[] body(JudgeQuestion question) {
        var body = JSON.createObjectNode()
                .put("guardrail", question.rail().guardrail().name())
                .put("stage", question.stage().wireName())
                .put("requestId", question.caller().requestId().toString());
        var texts = body.putArray("texts");
        for (var said : question.texts()) {
            texts.addObject()
                    .put("role", said.role().name().toLowerCase(Locale.ROOT))
                    .put("text", said.text());
        }
        return JSON.writeValueAsBytes(body);
    }
}
