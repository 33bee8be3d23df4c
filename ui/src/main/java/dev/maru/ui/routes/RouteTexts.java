package dev.maru.ui.routes;

import static dev.maru.ui.i18n.Texts.t;
import static dev.maru.ui.i18n.Texts.tOr;

import dev.maru.gateway.route.FailureClass;
import dev.maru.gateway.route.RoutePlan.Order;
import dev.maru.ui.component.Chip;
import dev.maru.ui.component.Glyph;
import dev.maru.ui.component.Tone;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What routes say, in the reader's language. The gateway gives its reasons in English, for programs and for the ledger;
 * one that is not known here stands as it was given.
 */
public final class RouteTexts {
    private static final String FAILING = "; has been failing";
    private static final Pattern SIGN = Pattern.compile("([a-z ]+) ([+−][0-9.]+)");
    private static final Pattern EFFORT = Pattern.compile("the client asked for (.+) effort");
    private static final Pattern CONDITION =
            Pattern.compile("(?:tag (\\S+)|([a-z_]+)) (is not|is|at least|at most) (.*)", Pattern.DOTALL);

    private record Form(Pattern pattern, Function<Matcher, String> words) {
        static Form of(String pattern, Function<Matcher, String> words) {
            return new Form(Pattern.compile(pattern, Pattern.DOTALL), words);
        }

        Optional<String> read(String text) {
            var found = pattern.matcher(text);
            return found.matches() ? Optional.of(words.apply(found)) : Optional.empty();
        }
    }

    private static final List<Form> REASONS = List.of(
            Form.of("named by the call", found -> t("routes.reason.named")),
            Form.of("in the order of the route", found -> t("routes.reason.listed")),
            Form.of("takes over after (.+)", found -> t("routes.reason.after", failures(found.group(1)))),
            Form.of("first output after 0 ms", found -> t("routes.reason.unmeasured")),
            Form.of("first output after ([0-9]+) ms", found -> t("routes.reason.fast", found.group(1))),
            Form.of("([0-9]+) calls under way", found -> t("routes.reason.busy", found.group(1))),
            Form.of("without a price", found -> t("routes.reason.unpriced")),
            Form.of("would cost (.+)", found -> t("routes.reason.cost", found.group(1))),
            Form.of("by its weight", found -> t("routes.reason.weight")),
            Form.of("by its weight, kept for (.+)", found -> t("routes.reason.kept", found.group(1))),
            Form.of("needs ([0-9.]+)(?: \\((.*?)\\))?, has (only )?([0-9.]+)(?:, (.+))?", RouteTexts::ability),
            Form.of("there is no such model, or more than one", found -> t("routes.reason.unknown")),
            Form.of("the key may not call it", found -> t("routes.reason.forbidden")),
            Form.of("its context of ([0-9]+) tokens is too small", found -> t("routes.reason.small", found.group(1))),
            Form.of("not so: (.+)", found -> t("routes.reason.unmet", condition(found.group(1)))));

    private RouteTexts() {}

    /** Why a call went to a target, or why it did not. */
    public static String reason(String given) {
        var failing = given.endsWith(FAILING);
        var plain = failing ? given.substring(0, given.length() - FAILING.length()) : given;
        var said = REASONS.stream()
                .flatMap(form -> form.read(plain).stream())
                .findFirst()
                .orElse(plain);
        return failing ? t("routes.reason.failing", said) : said;
    }

    /** A kind of failure, by its name in the ledger. */
    public static String failure(String wireName) {
        return tOr("failure." + wireName, wireName);
    }

    static String failure(FailureClass failure) {
        return failure(failure.wireName());
    }

    static String order(Order order) {
        return t("routes.order." + order.wireName());
    }

    static Chip state(boolean enabled) {
        return enabled
                ? new Chip(t("routes.on"), Tone.GOOD, Glyph.SUCCESS)
                : new Chip(t("routes.off"), Tone.PLAIN, Glyph.BLOCKED);
    }

    /** A sign of what a call needs, such as {@code code +1.5}. */
    static String need(String given) {
        var sign = SIGN.matcher(given);
        if (sign.matches()) {
            return tOr("routes.need." + sign.group(1).replace(' ', '-'), sign.group(1)) + " " + sign.group(2);
        }
        var effort = EFFORT.matcher(given);
        return effort.matches() ? t("routes.need.effort", effort.group(1)) : given;
    }

    private static String ability(Matcher found) {
        var reasons = found.group(2) == null
                ? ""
                : Stream.of(found.group(2).split(", ", -1))
                        .map(RouteTexts::need)
                        .collect(Collectors.joining(", "));
        var needed = reasons.isEmpty()
                ? t("routes.reason.needs", found.group(1))
                : t("routes.reason.needs.why", found.group(1), reasons);
        var has = found.group(3) == null
                ? t("routes.reason.has", found.group(4))
                : t("routes.reason.has-only", found.group(4));
        var then = found.group(5);
        return needed + ", " + has + (then == null ? "" : ", " + reason(then));
    }

    private static String failures(String given) {
        return Stream.of(given.split(", ", -1))
                .map(name -> failure(name.replace(' ', '_')))
                .collect(Collectors.joining(", "));
    }

    private static String condition(String given) {
        var found = CONDITION.matcher(given);
        if (!found.matches()) {
            return given;
        }
        var what = found.group(1) == null
                ? tOr("routes.subject." + found.group(2), found.group(2))
                : t("routes.condition.tag", found.group(1));
        return switch (found.group(3)) {
            case "is" -> t("routes.condition.is", what, found.group(4));
            case "is not" -> t("routes.condition.is-not", what, found.group(4));
            case "at least" -> t("routes.condition.at-least", what, found.group(4));
            default -> t("routes.condition.at-most", what, found.group(4));
        };
    }
}
