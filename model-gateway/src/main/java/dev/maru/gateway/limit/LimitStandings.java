package dev.maru.gateway.limit;

import dev.maru.core.id.TenantId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says how limits stand, over all instances, without taking anything of them. */
@Component
class LimitStandings {
    /** Redis answers nobody else while a script runs. */
    private static final int AT_ONCE = 50;

    private final LimitRedis redis;
    private final Limits live;

    LimitStandings(LimitRedis redis, Limits live) {
        this.redis = redis;
        this.live = live;
    }

    List<LimitUse> of(TenantId tenant, List<UsageLimit> limits) {
        var uses = new ArrayList<LimitUse>();
        for (int from = 0; from < limits.size(); from += AT_ONCE) {
            var part = limits.subList(from, Math.min(limits.size(), from + AT_ONCE));
            var used = used(tenant, part);
            for (int i = 0; i < part.size(); i++) {
                uses.add(use(part.get(i), used == null ? null : used.get(i)));
            }
        }
        return uses;
    }

    private @Nullable List<Long> used(TenantId tenant, List<UsageLimit> limits) {
        var keys = limits.stream().map(limit -> LimitCounter.key(tenant, limit)).toArray(String[]::new);
        var args = new ArrayList<String>();
        args.add("0");
        for (var limit : limits) {
            args.add(String.valueOf(limit.window().toMillis()));
            args.add(String.valueOf(LimitCounter.bucketMillis(limit)));
        }
        return redis.look(keys, args.toArray(String[]::new));
    }

    /** With Redis away, as far as this instance knows; of a limit that is off there is nothing to know. */
    private LimitUse use(UsageLimit limit, @Nullable Long used) {
        var counter = live.counter(limit.id());
        if (!limit.enabled()) {
            return new LimitUse(limit, null);
        }
        if (used == null) {
            return new LimitUse(limit, counter == null ? null : counter.left());
        }
        var left = limit.amount() - used + (counter == null ? 0 : counter.free());
        return new LimitUse(limit, Math.clamp(left, 0, limit.amount()));
    }
}
