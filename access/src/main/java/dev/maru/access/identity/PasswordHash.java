package dev.maru.access.identity;

import dev.maru.access.AccessError;
import dev.maru.core.problem.PlatformException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id with 19 MiB and two passes (docs/decisions/0005-identity.md). Few run at once, so that a flood of sign-ins
 * costs neither all memory nor all processors.
 */
@Component
class PasswordHash {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int KIBIBYTES = 19_456;
    private static final int PASSES = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, KIBIBYTES, PASSES);
    private final Semaphore running =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));
    private final String nobody = encode("the password of nobody at all");

    String of(String password) {
        return limited(() -> encode(password));
    }

    /** Takes as long for a person without a password, or for nobody, as for a wrong one. */
    boolean matches(String password, @Nullable String hash) {
        boolean matches = limited(() -> argon2.matches(password, hash == null ? nobody : hash));
        return hash != null && matches;
    }

    /** Whether the hash was made with weaker parameters than today's. */
    boolean isOld(String hash) {
        return argon2.upgradeEncoding(hash);
    }

    private String encode(String password) {
        var hash = argon2.encode(password);
        if (hash == null) {
            throw new IllegalStateException("Argon2 made no hash");
        }
        return hash;
    }

    private <T> T limited(Supplier<T> work) {
        try {
            if (!running.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PlatformException(
                        AccessError.SIGN_IN_THROTTLED, "Too many people are signing in right now; try again shortly.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting to hash a password", e);
        }
        try {
            return work.get();
        } finally {
            running.release();
        }
    }
}
