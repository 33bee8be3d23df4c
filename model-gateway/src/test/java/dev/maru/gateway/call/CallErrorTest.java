package dev.maru.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.gateway.GatewayError;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallErrorTest {
    @Test
    void carriesTheHeadersOfItsProblem() {
        var error = CallError.of(new PlatformException(
                GatewayError.BUDGET_EXHAUSTED, "The budget is spent.", Map.of("x-should-retry", "false")));

        assertThat(error.status()).isEqualTo(402);
        assertThat(error.code()).isEqualTo("budget_exhausted");
        assertThat(error.type()).isEqualTo("insufficient_quota");
        assertThat(error.headers()).isEqualTo(Map.of("x-should-retry", "false"));
    }

    @Test
    void saysWhenToComeBackEvenIfItsProblemDoesNot() {
        assertThat(CallError.of(new PlatformException(CoreError.TEMPORARILY_UNAVAILABLE, "Later."))
                        .headers())
                .containsKeys("Retry-After", "retry-after-ms");
        assertThat(CallError.of(new PlatformException(
                                CoreError.TEMPORARILY_UNAVAILABLE, "Later.", Map.of("Retry-After", "7")))
                        .headers())
                .isEqualTo(Map.of("Retry-After", "7"));
    }
}
