package dev.maru.sdk;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks again for what Maru says has changed, a few keys at a time. */
final class Revalidation implements PromptEvents.Listener {
    /** A client that comes back with a full memory must not be felt by Maru. */
    private static final int AT_ONCE = 4;

    /** One replica tells of a change, another may answer, and that one may learn of it half a second later. */
    static final Duration SETTLED = Duration.ofSeconds(2);

    private final PromptCache cache;
    private final PromptLoader loader;
    private final Timers timers;
    private final Set<PromptKey> waiting = new LinkedHashSet<>();
    private int running;

    Revalidation(PromptCache cache, PromptLoader loader, Timers timers) {
        this.cache = cache;
        this.loader = loader;
        this.timers = timers;
    }

    @Override
    public void changed(String name) {
        var keys = cache.outdate(name);
        if (!keys.isEmpty()) {
            add(keys);
            timers.after(SETTLED, () -> add(keys));
        }
    }

    @Override
    public void missed() {
        add(cache.outdateAll());
    }

    private void add(List<PromptKey> keys) {
        int starts;
        synchronized (waiting) {
            waiting.addAll(keys);
            starts = Math.min(AT_ONCE - running, waiting.size());
            running += starts;
        }
        for (int i = 0; i < starts; i++) {
            next();
        }
    }

    private void next() {
        var key = take();
        if (key != null) {
            // On another thread, or a row of requests that fail at once would be as deep as it is long.
            var unused = loader.refresh(key).whenComplete((entry, error) -> timers.after(Duration.ZERO, this::next));
        }
    }

    private @Nullable PromptKey take() {
        synchronized (waiting) {
            var keys = waiting.iterator();
            while (keys.hasNext()) {
                var key = keys.next();
                keys.remove();
                if (cache.contains(key)) {
                    return key;
                }
            }
            running--;
            return null;
        }
    }
}
