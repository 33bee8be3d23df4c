package dev.maru.gateway.route;

import dev.maru.core.id.TenantId;
import dev.maru.gateway.TokenCounts;
import dev.maru.gateway.catalog.CallableModel;
import dev.maru.gateway.catalog.CatalogSnapshot;
import dev.maru.gateway.catalog.CatalogSnapshot.Resolution;
import dev.maru.gateway.ledger.Pricing;
import dev.maru.gateway.route.RouteChoice.Skipped;
import dev.maru.gateway.route.RoutePlan.Target;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts the targets of a route into the order in which a call tries them. */
@Component
public class RoutePlanner {
    private final Lanes lanes;
    private final Clock clock;

    RoutePlanner(Lanes lanes, Clock clock) {
        this.lanes = lanes;
        this.clock = clock;
    }

    private record Fitting(Target target, CallableModel model, Lane.State lane) {}

    /**
     * Chooses for one call.
     *
     * @param allowed whether the caller may call a model
     * @param random decides weighted choices that nothing sticks to
     */
    public RouteChoice choose(
            TenantId tenant,
            RoutePlan plan,
            CallTraits call,
            CatalogSnapshot catalog,
            Predicate<CallableModel> allowed,
            RandomGenerator random) {
        var now = System.nanoTime();
        var fitting = new ArrayList<Fitting>();
        var skipped = new ArrayList<Skipped>();
        for (var target : plan.targets()) {
            var model = catalog.resolve(target.model()) instanceof Resolution.Found found ? found.model() : null;
            var reason = unfit(target, model, call, allowed);
            if (reason == null && model != null) {
                fitting.add(new Fitting(target, model, lanes.of(tenant, model).state(now)));
            } else {
                skipped.add(new Skipped(target.model(), String.valueOf(reason)));
            }
        }
        var first = ordered(
                plan,
                call,
                fitting.stream()
                        .filter(fit -> fit.target().onlyAfter().isEmpty())
                        .toList(),
                random);
        var candidates = new ArrayList<>(first);
        fitting.stream()
                .filter(fit -> !fit.target().onlyAfter().isEmpty())
                .forEach(fit -> candidates.add(new Candidate(
                        fit.model(),
                        "takes over after " + names(fit.target()),
                        fit.target().onlyAfter())));
        return new RouteChoice(candidates, skipped);
    }

    private static String names(Target target) {
        return String.join(
                ", ",
                target.onlyAfter().stream()
                        .map(kind -> kind.wireName().replace('_', ' '))
                        .sorted()
                        .toList());
    }

    private static @Nullable String unfit(
            Target target, @Nullable CallableModel model, CallTraits call, Predicate<CallableModel> allowed) {
        if (model == null) {
            return "there is no such model, or more than one";
        }
        if (!allowed.test(model)) {
            return "the key may not call it";
        }
        for (var condition : target.when()) {
            if (!condition.holds(call)) {
                return "not so: " + condition;
            }
        }
        var window = model.contextWindow();
        if (window != null && call.inputTokens() > window) {
            return "its context of " + window + " tokens is too small";
        }
        return null;
    }

    private List<Candidate> ordered(RoutePlan plan, CallTraits call, List<Fitting> fitting, RandomGenerator random) {
        var ordered = switch (plan.order()) {
            case LISTED -> explained(fitting, "in the order of the route");
            case WEIGHTED -> weighted(plan, call, fitting, random);
            case FASTEST ->
                sorted(
                        fitting,
                        Comparator.comparingDouble(fit -> fit.lane().firstOutputMillis()),
                        fit -> String.format(
                                Locale.ROOT,
                                "first output after %.0f ms",
                                fit.lane().firstOutputMillis()));
            case LEAST_BUSY ->
                sorted(
                        fitting,
                        Comparator.comparingInt(
                                        (Fitting fit) -> fit.lane().load().waiting())
                                .thenComparingInt(fit -> fit.lane().busy()),
                        fit -> load(fit.lane()));
            case PREFIX -> byPrefix(call, fitting);
            case CHEAPEST -> cheapest(call, fitting);
            case BY_NEED -> byNeed(call, fitting);
        };
        return ordered.stream()
                .sorted(Comparator.comparing(Ranked::trouble))
                .map(ranked -> new Candidate(
                        ranked.model(), ranked.reason() + ranked.trouble().reason(), Set.of()))
                .toList();
    }

    private record Ranked(CallableModel model, String reason, Trouble trouble) {
        static Ranked of(Fitting fit, String reason) {
            return new Ranked(fit.model(), reason, Trouble.of(fit.lane()));
        }
    }

    /** What sends a target to the end of the order; among those in the same trouble the order stays. */
    private enum Trouble {
        NONE(""),
        FULL("; is full"),
        FAILING("; has been failing");

        private final String reason;

        Trouble(String reason) {
            this.reason = reason;
        }

        String reason() {
            return reason;
        }

        static Trouble of(Lane.State lane) {
            return lane.failing() ? FAILING : lane.load().full() ? FULL : NONE;
        }
    }

    private static String load(Lane.State lane) {
        return lane.load().measured()
                ? lane.load().waiting() + " requests waiting there, " + lane.busy() + " in all"
                : lane.busy() + " calls under way";
    }

    /** Rendezvous hashing: when a target comes or goes, only the prompts that it gets or had move. */
    private static List<Ranked> byPrefix(CallTraits call, List<Fitting> fitting) {
        var prefix = call.prefix();
        if (prefix == null) {
            return explained(fitting, "in the order of the route: the prompt has no beginning to go by");
        }
        return sorted(
                fitting,
                Comparator.comparingDouble((Fitting fit) -> -drawn(prefix, fit)),
                fit -> "gets prompts that begin like this one");
    }

    /** Larger weights win more often, in proportion (weighted rendezvous). */
    private static double drawn(String prefix, Fitting fit) {
        long mixed = Hash.of(prefix + '\n' + fit.model().qualifiedName());
        double uniform = ((mixed >>> 11) + 0.5) / (1L << 53);
        return fit.target().weight() / -Math.log(uniform);
    }

    private static List<Ranked> explained(List<Fitting> fitting, String reason) {
        return fitting.stream().map(fit -> Ranked.of(fit, reason)).toList();
    }

    private static List<Ranked> sorted(
            List<Fitting> fitting, Comparator<Fitting> by, Function<Fitting, String> reason) {
        return fitting.stream()
                .sorted(by)
                .map(fit -> Ranked.of(fit, reason.apply(fit)))
                .toList();
    }

    /** Each next one by chance among those that are left; a sticky value makes the same choice every time. */
    private static List<Ranked> weighted(
            RoutePlan plan, CallTraits call, List<Fitting> fitting, RandomGenerator random) {
        var left = new ArrayList<>(fitting);
        var chosen = new ArrayList<Ranked>();
        var sticky = call.stickyValue(plan.sticky());
        while (!left.isEmpty()) {
            int sum = left.stream().mapToInt(fit -> fit.target().weight()).sum();
            var fit = sum == 0 ? left.getFirst() : at(left, sticky == null ? random.nextInt(sum) : point(sticky, sum));
            left.remove(fit);
            chosen.add(Ranked.of(fit, sticky == null ? "by its weight" : "by its weight, kept for " + plan.sticky()));
        }
        return chosen;
    }

    private static Fitting at(List<Fitting> fitting, int point) {
        int left = point;
        for (var fit : fitting) {
            left -= fit.target().weight();
            if (left < 0) {
                return fit;
            }
        }
        return fitting.getLast();
    }

    private static int point(String sticky, int sum) {
        var crc = new CRC32();
        crc.update(sticky.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % sum);
    }

    private List<Ranked> cheapest(CallTraits call, List<Fitting> fitting) {
        var moment = clock.instant();
        record Priced(Fitting fit, @Nullable BigDecimal cost) {}
        return fitting.stream()
                .map(fit -> new Priced(fit, cost(call, fit.model(), moment)))
                .sorted(Comparator.comparing(Priced::cost, Comparator.nullsLast(Comparator.naturalOrder())))
                .map(priced -> Ranked.of(
                        priced.fit(), priced.cost() == null ? "without a price" : "would cost " + plain(priced.cost())))
                .toList();
    }

    /** The cheapest of those that are able enough; then the others, the ablest first. */
    private List<Ranked> byNeed(CallTraits call, List<Fitting> fitting) {
        var need = call.need();
        var able = fitting.stream()
                .filter(fit -> score(fit.model()) >= need.score())
                .toList();
        var rest = fitting.stream()
                .filter(fit -> score(fit.model()) < need.score())
                .sorted(Comparator.comparingDouble(fit -> -score(fit.model())))
                .toList();
        var why = String.format(
                Locale.ROOT,
                "needs %.1f%s",
                need.score(),
                need.reasons().isEmpty() ? "" : " (" + String.join(", ", need.reasons()) + ")");
        var all = new ArrayList<Ranked>();
        cheapest(call, able)
                .forEach(ranked -> all.add(new Ranked(
                        ranked.model(),
                        why + ", has " + score(ranked.model()) + ", " + ranked.reason(),
                        ranked.trouble())));
        rest.forEach(fit -> all.add(Ranked.of(fit, why + ", has only " + score(fit.model()))));
        return all;
    }

    private static double score(CallableModel model) {
        var score = model.score();
        return score == null ? 0 : score;
    }

    private static @Nullable BigDecimal cost(CallTraits call, CallableModel model, Instant moment) {
        var tokens = new TokenCounts(call.inputTokens(), 0, 0, call.maxOutputTokens(), 0);
        return Pricing.charge(tokens, false, model.priceAt(moment)).cost();
    }

    private static String plain(BigDecimal cost) {
        return cost.stripTrailingZeros().toPlainString();
    }
}
