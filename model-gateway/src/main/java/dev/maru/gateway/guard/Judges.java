package dev.maru.gateway.guard;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks the judge that a guardrail names, beside whoever waits for it. */
@Component
class Judges {
    private static final Logger LOG = LoggerFactory.getLogger(Judges.class);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final ServiceJudge services;
    private final ModelJudge models;

    Judges(ServiceJudge services, ModelJudge models) {
        this.services = services;
        this.models = models;
    }

    /** Begins to ask; the answer waits for the verdict, for a bounded time. */
    Supplier<JudgeVerdict> ask(JudgeQuestion question) {
        if (question.isTooLong()) {
            return () -> JudgeVerdict.TOO_LONG;
        }
        GuardJudge judge = switch (question.judge().source()) {
            case JudgeSource.Service _ -> services;
            case JudgeSource.Model _ -> models;
        };
        var verdict = new CompletableFuture<JudgeVerdict>();
        Thread.ofVirtual().name("guardrail-judge").start(() -> {
            try {
                verdict.complete(judge.ask(question));
            } catch (RuntimeException | Error e) {
                LOG.warn("The judge of {} failed", question.rail().guardrail().id(), e);
                verdict.complete(JudgeVerdict.FAILED);
            }
        });
        return () -> await(verdict);
    }

    private static JudgeVerdict await(CompletableFuture<JudgeVerdict> verdict) {
        try {
            return verdict.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return JudgeVerdict.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return JudgeVerdict.FAILED;
        }
    }
}
