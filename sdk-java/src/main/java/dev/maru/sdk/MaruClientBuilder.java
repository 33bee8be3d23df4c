package dev.maru.sdk;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings of a {@link MaruClient}. */
public final class MaruClientBuilder {
    /** Visible ASCII: anything else would break the header that the key is sent in. */
    private static final Pattern KEY = Pattern.compile("[!-~]+");

    private @Nullable String baseUrl;
    private @Nullable String apiKey;
    Duration ttl = Duration.ofSeconds(60);
    Duration staleLimit = Duration.ofMinutes(10);
    Duration timeout = Duration.ofSeconds(5);
    int maxEntries = 1_000;
    long maxMemoryBytes = 64L * 1024 * 1024;

    @Nullable
    Path cacheFolder;

    long maxDiskBytes = 64L * 1024 * 1024;
    RemovedPrompts removedPrompts = RemovedPrompts.FAIL;
    CacheListener listener = (event, prompt, cause) -> {};
    boolean push = true;
    LongSupplier ticker = System::nanoTime;
    InstantSource clock = Clock.systemUTC();
    DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
    Supplier<Timers> timers = DaemonTimers::new;
    UnaryOperator<@Nullable String> environment = System::getenv;

    MaruClientBuilder() {}

    /** Where Maru is, such as {@code https://maru.example.com}; without it {@code MARU_BASE_URL} says so. */
    public MaruClientBuilder baseUrl(String url) {
        this.baseUrl = url;
        return this;
    }

    /** A key of the project, with the scope {@code prompts:read}; without it {@code MARU_API_KEY} is used. */
    public MaruClientBuilder apiKey(String key) {
        this.apiKey = key;
        return this;
    }

    /** How long an answer by label counts as fresh; 60 seconds unless set. */
    public MaruClientBuilder ttl(Duration duration) {
        this.ttl = duration;
        return this;
    }

    /**
     * For how long beyond the time to live an answer is served while Maru is asked; beyond that, callers wait for Maru. 10
     * minutes unless set. It does not matter while Maru cannot be asked: then the last good copy is served.
     */
    public MaruClientBuilder staleLimit(Duration duration) {
        this.staleLimit = duration;
        return this;
    }

    /** How long to wait for Maru; 5 seconds unless set. */
    public MaruClientBuilder timeout(Duration duration) {
        this.timeout = duration;
        return this;
    }

    /** How many prompts to keep in memory, by name and label or version; 1,000 unless set. */
    public MaruClientBuilder maxEntries(int entries) {
        this.maxEntries = entries;
        return this;
    }

    /** About how many bytes of memory to keep prompts in; 64 MiB unless set. */
    public MaruClientBuilder maxMemoryBytes(long bytes) {
        this.maxMemoryBytes = bytes;
        return this;
    }

    /**
     * A folder for the last good copies, which are served when Maru cannot be asked and memory is empty, as after a restart.
     * Without it {@code MARU_CACHE_DIR} is used; without either, nothing is written. Files are readable by their owner only.
     */
    public MaruClientBuilder cacheFolder(Path folder) {
        this.cacheFolder = folder;
        return this;
    }

    /** About how many bytes the folder may hold; 64 MiB unless set. */
    public MaruClientBuilder maxDiskBytes(long bytes) {
        this.maxDiskBytes = bytes;
        return this;
    }

    /** What to do with copies of prompts that Maru has no more; they are forgotten unless set. */
    public MaruClientBuilder removedPrompts(RemovedPrompts policy) {
        this.removedPrompts = policy;
        return this;
    }

    /** Hears of every event as it happens. */
    public MaruClientBuilder listener(CacheListener cacheListener) {
        this.listener = cacheListener;
        return this;
    }

    /** Whether Maru is to push changes over a stream that the client keeps open; it is unless set. */
    public MaruClientBuilder push(boolean isWanted) {
        this.push = isWanted;
        return this;
    }

    /**
     * Makes the client; nothing is sent yet.
     *
     * @throws IllegalArgumentException if a setting is missing or out of range
     */
    public MaruClient build() {
        requirePositive("timeout", timeout);
        requireNotNegative("time to live", ttl);
        requireNotNegative("stale limit", staleLimit);
        if (maxEntries < 1 || maxMemoryBytes < 1 || maxDiskBytes < 1) {
            throw new IllegalArgumentException("the limits of memory and disk are more than zero");
        }
        return new MaruClient(this, url(), key());
    }

    @Nullable
    Path folder() {
        var folder = environment.apply("MARU_CACHE_DIR");
        return cacheFolder == null && folder != null && !folder.isBlank() ? Path.of(folder) : cacheFolder;
    }

    private String url() {
        var url = setting(baseUrl, "MARU_BASE_URL", "base URL", "baseUrl").replaceFirst("/+$", "");
        var parsed = URI.create(url);
        boolean isHttp = "http".equalsIgnoreCase(parsed.getScheme()) || "https".equalsIgnoreCase(parsed.getScheme());
        if (!isHttp || parsed.getHost() == null || parsed.getRawQuery() != null || parsed.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "the base URL looks like https://maru.example.com, without a query; it is \"" + url + "\"");
        }
        // People copy it from the settings of an OpenAI client.
        return url.endsWith("/v1") ? url.substring(0, url.length() - "/v1".length()) : url;
    }

    private String key() {
        var key = setting(apiKey, "MARU_API_KEY", "API key", "apiKey");
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("the API key holds characters that no key has; copy it again");
        }
        return key;
    }

    private String setting(@Nullable String given, String variable, String what, String method) {
        var value = given != null ? given : environment.apply(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("there is no " + what + ": call " + method + "(…) or set " + variable);
        }
        return value.strip();
    }

    private static void requirePositive(String what, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("the " + what + " is more than zero, not " + duration);
        }
    }

    private static void requireNotNegative(String what, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("the " + what + " is zero or more, not " + duration);
        }
    }
}
