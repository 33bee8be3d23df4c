package dev.maru.platform.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
    /** The vector that the libraries of the Standard Webhooks specification share. */
    @Test
    void signsAsTheSpecificationsOwnLibrariesDo() {
        var secret = new WebhookSecret(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        var header = WebhookSignature.header(
                List.of(secret),
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1614265330),
                "{\"test\": 2432232314}");

        assertThat(header).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    /** Computed with Python's hmac module. */
    @Test
    void signsTheBytesOfUtf8AndWithEverySecret() {
        var old = new WebhookSecret(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        var bytes = new byte[32];
        IntStream.range(0, 32).forEach(i -> bytes[i] = (byte) i);

        var header = WebhookSignature.header(
                List.of(new WebhookSecret(bytes), old),
                "whd_1",
                Instant.parse("2025-11-24T16:00:00.999Z"),
                "{\"이름\":\"가나\"}");

        assertThat(header)
                .startsWith("v1,Mmdsa8w30ROuKmrRfwcOkNateGW2XhT/zJbjm2Y6kh4= v1,")
                .hasSize(2 * 47 + 1);
    }

    @Test
    void showsASecretOnceAndNeverInALog() {
        var secret = WebhookSecret.next();

        assertThat(secret.shown()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(secret.toString()).isEqualTo("whsec_…");
    }
}
