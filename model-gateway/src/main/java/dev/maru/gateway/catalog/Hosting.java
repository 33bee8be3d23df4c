package dev.maru.gateway.catalog;

import dev.maru.core.problem.PlatformException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint on a tenant's own machines runs on, what that costs, and what it can take.
 *
 * @param gpuType empty if nobody said
 * @param gpuCount 0 for an endpoint without a GPU: its price is that of the machine then
 * @param pricePerGpuHour null: not known, and so is the cost of a token
 * @param maxConcurrency requests that it takes at a time; null: as many as come
 * @param wakeUp how long a call waits for it to wake up; zero: it never sleeps
 * @param healthPath below the server's root; null: as the engine has it
 * @param utilisation share of the time in which it works at its measured speed
 * @param overhead on the price of the GPUs, such as 0.3 for storage, standby and work
 * @param tokensPerSecond entered by somebody; null: what was measured
 */
public record Hosting(
        Engine engine,
        String gpuType,
        int gpuCount,
        @Nullable BigDecimal pricePerGpuHour,
        String currency,
        @Nullable Integer maxConcurrency,
        Duration wakeUp,
        @Nullable String healthPath,
        @Nullable String metricsPath,
        BigDecimal utilisation,
        BigDecimal overhead,
        @Nullable BigDecimal tokensPerSecond) {
    /** What is usual where nobody measured: reports lie between 30 and 60 %. */
    public static final BigDecimal USUAL_UTILISATION = new BigDecimal("0.3");

    private static final Duration LONGEST_WAKE_UP = Duration.ofMinutes(15);
    private static final int MOST_GPUS = 10_000;
    private static final int MOST_REQUESTS = 100_000;
    private static final BigDecimal HIGHEST = new BigDecimal("100000");
    /** Nothing that could lead to another server, or up and out of a path that a proxy guards. */
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*){1,8}/?");

    public Hosting {
        within("gpuCount", gpuCount, 0, MOST_GPUS);
        if (maxConcurrency != null) {
            within("maxConcurrency", maxConcurrency, 1, MOST_REQUESTS);
        }
        within("wakeUpSeconds", wakeUp.toSeconds(), 0, LONGEST_WAKE_UP.toSeconds());
        if (gpuType.length() > 80) {
            throw PlatformException.invalid("gpuType", "at most 80 characters");
        }
        if (!currency.matches("[A-Z]{3}")) {
            throw PlatformException.invalid("currency", "three capital letters, such as USD");
        }
        path("healthPath", healthPath);
        path("metricsPath", metricsPath);
        if (utilisation.signum() <= 0 || utilisation.compareTo(BigDecimal.ONE) > 0) {
            throw PlatformException.invalid("utilisation", "above 0 and at most 1");
        }
        between("overhead", overhead, BigDecimal.TEN);
        between("pricePerGpuHour", pricePerGpuHour, HIGHEST);
        between("tokensPerSecond", tokensPerSecond, new BigDecimal("1000000000"));
        if (tokensPerSecond != null && tokensPerSecond.signum() == 0) {
            throw PlatformException.invalid("tokensPerSecond", "above 0");
        }
    }

    private static void within(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw PlatformException.invalid(field, "from " + least + " to " + most);
        }
    }

    private static void between(String field, @Nullable BigDecimal value, BigDecimal most) {
        if (value != null && (value.signum() < 0 || value.compareTo(most) > 0)) {
            throw PlatformException.invalid(field, "from 0 to " + most.toPlainString());
        }
    }

    private static void path(String field, @Nullable String path) {
        if (path != null && (path.length() > 200 || !PATH.matcher(path).matches())) {
            throw PlatformException.invalid(field, "a path on the same server, such as /health");
        }
    }

    /** Whether it may sleep: a call that finds it asleep waits for it. */
    public boolean maySleep() {
        return !wakeUp.isZero();
    }

    /** Where it says whether it is well; null: its list of models has to do. */
    public @Nullable URI health(URI baseUrl) {
        return under(baseUrl, healthPath == null ? engine.healthPath() : healthPath);
    }

    /** Where its metrics are, null if it has none. */
    public @Nullable URI metrics(URI baseUrl) {
        return under(baseUrl, metricsPath == null ? engine.metricsPath() : metricsPath);
    }

    /** Engines serve the OpenAI protocol below /v1 and all else beside it. */
    private static @Nullable URI under(URI baseUrl, @Nullable String path) {
        if (path == null) {
            return null;
        }
        var base = baseUrl.toString().replaceFirst("/+$", "").replaceFirst("/v1$", "");
        return URI.create(base + path);
    }
}
