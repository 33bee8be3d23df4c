package dev.maru.sdk;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * An application's way to one project of Maru. Make one and keep it: it is safe for any number of threads, and what it has
 * fetched is served from its memory.
 *
 * <p>A prompt that is fetched by label is asked for again after its time to live, while callers get what is there; and Maru
 * tells the client when a label moves, so that a release is seen at once. If Maru cannot be reached, the last good copy is
 * served from memory, else from disk (if the client has a folder for it), else the caller's fallback.
 */
public final class MaruClient implements AutoCloseable {
    private final String baseUrl;
    private final MaruHttp http;
    private final PromptCache cache;
    private final PromptLoader loader;
    private final PromptEvents events;
    private final CacheCounters counters;
    private final Timers timers;
    private final boolean isPushed;
    private volatile boolean isClosed;

    MaruClient(MaruClientBuilder settings, String baseUrl, String apiKey) {
        this.baseUrl = baseUrl;
        this.isPushed = settings.push;
        this.timers = settings.timers.get();
        this.counters = new CacheCounters(settings.listener);
        this.http = new MaruHttp(baseUrl, apiKey, settings.timeout);
        this.cache =
                new PromptCache(settings.maxEntries, settings.maxMemoryBytes, settings.removedPrompts, settings.ticker);
        this.loader = new PromptLoader(
                cache,
                http,
                disk(settings, baseUrl + "\n" + apiKey),
                counters,
                settings.ticker,
                new PromptLoader.Times(settings.ttl, settings.staleLimit, settings.timeout));
        this.events = new PromptEvents(
                http, new Revalidation(cache, loader, timers), timers, settings.ticker, settings.random);
    }

    private @Nullable DiskCopies disk(MaruClientBuilder settings, String identity) {
        var folder = settings.folder();
        return folder == null
                ? null
                : new DiskCopies(folder, settings.maxDiskBytes, identity, counters, settings.clock);
    }

    public static MaruClientBuilder builder() {
        return new MaruClientBuilder();
    }

    /** The version that the label production names. */
    public Prompt getPrompt(String name) {
        return getPrompt(name, PromptOptions.defaults());
    }

    /**
     * A prompt, from the best place that has it; {@link Prompt#source()} tells which.
     *
     * @throws PromptNotFoundException if Maru has no such prompt, label or version
     * @throws AccessRefusedException if Maru does not accept the API key
     * @throws MaruUnavailableException if Maru cannot be asked, and there is neither a copy nor a fallback
     * @throws MaruException if Maru does not accept the name or the label
     */
    public Prompt getPrompt(String name, PromptOptions options) {
        requireOpen();
        if (isPushed) {
            events.start();
        }
        var key = PromptKey.of(name, options);
        var prompt = loader.get(key, options);
        var splitKey = options.splitKey();
        var split = SplitChoice.of(prompt);
        return splitKey == null || split == null ? prompt : variant(prompt, split, splitKey, options);
    }

    /** Versions never change: each is fetched once, whoever gets it. */
    private Prompt variant(Prompt served, SplitChoice split, String splitKey, PromptOptions options) {
        int version = split.version(splitKey, options.splitAttributes());
        var variant = split.means(options.splitAttributes()) ? split.id() + ":" + version : null;
        if (version == served.version()) {
            return served.as(variant, served.source());
        }
        try {
            var chosen = loader.get(new PromptKey(served.name(), "", version), options);
            return chosen.isFallback() ? served.from(Prompt.Source.STALE) : chosen.as(variant, served.source());
        } catch (PromptNotFoundException | MaruUnavailableException e) {
            return served.from(Prompt.Source.STALE);
        }
    }

    /**
     * Has Maru fill in the variables of exactly this version.
     *
     * @param variables texts, numbers, booleans, lists and maps
     * @throws MaruException with code {@code prompt-variables-missing} if a required one is not there
     * @throws MaruUnavailableException if Maru cannot be asked
     * @throws IllegalStateException for a fallback, which Maru does not have
     */
    public RenderedPrompt render(Prompt prompt, Map<String, ? extends @Nullable Object> variables) {
        return render(PromptReference.to(prompt).withVariables(variables));
    }

    /** Like {@link #render(Prompt, Map)}, in one request, with the version that the reference names now. */
    public RenderedPrompt render(PromptReference prompt) {
        requireOpen();
        // Refuses names that would lead elsewhere.
        var key = new PromptKey(prompt.name(), "", null);
        var body = new LinkedHashMap<String, Object>(prompt.toMap());
        body.remove("name");
        try {
            return http.render(key.name(), body).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof MaruException problem) {
                throw problem.again();
            }
            throw e;
        }
    }

    /** What happened to prompts since this client was made. */
    public CacheMetrics metrics() {
        return new CacheMetrics(counters.snapshot(), cache.size(), events.isListening());
    }

    /** Where Maru is, without a slash at the end. */
    public URI baseUrl() {
        return URI.create(baseUrl);
    }

    /** What to give to an OpenAI client as its base URL, together with the same API key. */
    public URI openAiBaseUrl() {
        return URI.create(baseUrl + "/v1");
    }

    /** Ends the stream of changes and what is left to do in the background. */
    @Override
    public void close() {
        isClosed = true;
        events.close();
        timers.close();
    }

    private void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException("this client is closed; make one and keep it as long as the program runs");
        }
    }
}
