package dev.maru.routes;

import dev.maru.core.route.Audience;
import dev.maru.core.route.Route;
import dev.maru.core.tenancy.Permission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a route is called in a place.
 *
 * @param standing what a variable of the path names in a place, for reading and for whom it does not belong to
 * @param spare the same for variables whose thing is used up by the call
 * @param query what follows the path in the place, encoded
 * @param body what is sent as JSON
 * @param shows the kinds of marked texts that whoever may call it finds in the answer
 * @param answers what else than success its owner may get
 * @param alsoNeeds what the service asks for beyond the permission of the route, null for nothing
 * @param references bodies or queries that name things of a place, and the only statuses for those of another one
 */
record Example(
        Map<String, Function<Place, String>> standing,
        Map<String, Function<Place, String>> spare,
        @Nullable Function<Place, String> query,
        @Nullable Function<Place, Object> body,
        Set<String> shows,
        Set<Integer> answers,
        @Nullable Permission alsoNeeds,
        List<Reference> references) {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\*?([^}]+)}");

    /**
     * @param from makes a request of the ids in its own path and the names of another place
     * @param inTenant whether the thing belongs to the whole tenant, so that its other projects may name it
     */
    record Reference(From from, boolean inTenant, Set<Integer> statuses) {
        interface From {
            Example of(Place other);
        }
    }

    static Example plain() {
        return new Example(Map.of(), Map.of(), null, null, Set.of(), Set.of(), null, List.of());
    }

    Example at(String variable, Function<Place, String> value) {
        return new Example(with(standing, variable, value), spare, query, body, shows, answers, alsoNeeds, references);
    }

    Example spare(String variable, Function<Place, String> value) {
        return new Example(standing, with(spare, variable, value), query, body, shows, answers, alsoNeeds, references);
    }

    Example query(Function<Place, String> value) {
        return new Example(standing, spare, value, body, shows, answers, alsoNeeds, references);
    }

    Example body(Function<Place, Object> value) {
        return new Example(standing, spare, query, value, shows, answers, alsoNeeds, references);
    }

    Example shows(String... kinds) {
        return new Example(standing, spare, query, body, Set.of(kinds), answers, alsoNeeds, references);
    }

    Example answers(Integer... statuses) {
        return new Example(standing, spare, query, body, shows, Set.of(statuses), alsoNeeds, references);
    }

    Example alsoNeeds(Permission permission) {
        return new Example(standing, spare, query, body, shows, answers, permission, references);
    }

    /** With a body that names something of another place. */
    Example refersTo(Function<Place, Object> value, Integer... statuses) {
        return referring(other -> body(own -> value.apply(other)), false, statuses);
    }

    /** With a body that names something that belongs to a whole tenant. */
    Example refersToTenant(Function<Place, Object> value, Integer... statuses) {
        return referring(other -> body(own -> value.apply(other)), true, statuses);
    }

    /** With a query that names something of another place. */
    Example asksFor(Function<Place, String> value, Integer... statuses) {
        return referring(other -> query(own -> value.apply(other)), false, statuses);
    }

    private Example referring(Reference.From from, boolean inTenant, Integer... statuses) {
        var all = new ArrayList<>(references);
        all.add(new Reference(from, inTenant, Set.of(statuses)));
        return new Example(standing, spare, query, body, shows, answers, alsoNeeds, all);
    }

    private static Map<String, Function<Place, String>> with(
            Map<String, Function<Place, String>> map, String key, Function<Place, String> value) {
        var more = new LinkedHashMap<>(map);
        more.put(key, value);
        return more;
    }

    /** The request with which the place's owner calls it, with things that may be used up. */
    Asked own(Route route, Place place) {
        return asked(route, variable -> value(route, variable, place, true), place);
    }

    /** The same without using anything up. */
    Asked standing(Route route, Place place) {
        return asked(route, variable -> value(route, variable, place, false), place);
    }

    /** Requests from the own place whose path leads, in one variable or in all, into another one. */
    List<Asked> misplaced(Route route, Place own, Place other) {
        var variables = variables(route);
        var home = standing(route, own);
        var paths = new TreeSet<String>();
        for (var moved : variables) {
            paths.add(
                    path(route, variable -> value(route, variable, variable.equals(moved) ? other : own, false), own));
        }
        paths.add(path(route, variable -> value(route, variable, other, false), own));
        paths.remove(home.path());
        return paths.stream()
                .map(path -> new Asked(home.method(), path, home.body()))
                .toList();
    }

    private Asked asked(Route route, Function<String, String> value, Place place) {
        var method = route.audience() == Audience.BROWSER ? "GET" : route.method();
        return new Asked(method, path(route, value, place), body == null ? null : body.apply(place));
    }

    private String path(Route route, Function<String, String> value, Place place) {
        var path = VARIABLE.matcher(route.path())
                .replaceAll(match -> Matcher.quoteReplacement(value.apply(match.group(1))))
                .replace("/**", "/index.html");
        return query == null ? path : path + "?" + query.apply(place);
    }

    private String value(Route route, String variable, Place place, boolean used) {
        var spared = used ? spare.get(variable) : null;
        if (spared != null) {
            return spared.apply(place);
        }
        var named = standing.get(variable);
        if (named != null) {
            return named.apply(place);
        }
        boolean inBrowser = route.audience() == Audience.BROWSER;
        return switch (variable) {
            case "tenant" -> inBrowser ? place.twin().slug() : place.tenant();
            case "project" -> inBrowser ? place.slug() : place.project().toString();
            default ->
                throw new AssertionError("the example of " + route.method() + " " + route.path()
                        + " does not say what stands for {" + variable + "}");
        };
    }

    private static List<String> variables(Route route) {
        return VARIABLE.matcher(route.path())
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
