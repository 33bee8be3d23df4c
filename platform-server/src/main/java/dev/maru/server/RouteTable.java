package dev.maru.server;

import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import dev.maru.core.route.Audience;
import dev.maru.core.route.Route;
import dev.maru.core.route.Routes;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Every route of the installation with what it needs; a request that no route matches is refused. */
final class RouteTable {
    /** A route that a request matched, and what stood in the path's variables. */
    record Match(Route route, Map<String, String> variables) {}

    private record Entry(Route route, PathPattern pattern) {}

    private final List<Route> routes;
    private final Map<Audience, List<Entry>> entries;

    RouteTable(List<Routes> contributed) {
        this.routes = contributed.stream()
                .flatMap(feature -> feature.routes().stream())
                .sorted(Comparator.comparing(Route::audience)
                        .thenComparing(Route::path)
                        .thenComparing(Route::method))
                .toList();
        this.entries = java.util.Arrays.stream(Audience.values())
                .collect(java.util.stream.Collectors.toUnmodifiableMap(a -> a, this::entriesOf));
    }

    List<Route> routes() {
        return routes;
    }

    /** The route of a request, if there is one; throws METHOD_NOT_ALLOWED if only the method is wrong. */
    Optional<Match> match(Audience audience, HttpServletRequest request) {
        var path = PathContainer.parsePath(
                request.getRequestURI().substring(request.getContextPath().length()));
        var method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        var others = new TreeSet<String>();
        for (var entry : entries.getOrDefault(audience, List.of())) {
            var info = entry.pattern().matchAndExtract(path);
            if (info != null && entry.route().method().equals(method)) {
                return Optional.of(new Match(entry.route(), info.getUriVariables()));
            }
            if (info != null) {
                others.add(entry.route().method());
            }
        }
        if (!others.isEmpty()) {
            throw methodNotAllowed(method, others);
        }
        return Optional.empty();
    }

    private List<Entry> entriesOf(Audience audience) {
        var parser = new PathPatternParser();
        var list = new ArrayList<Entry>();
        for (var route : routes) {
            if (route.audience() == audience && !route.method().equals("VIEW")) {
                list.add(new Entry(route, parser.parse(route.path())));
            }
        }
        list.sort(Comparator.comparing(Entry::pattern, PathPattern.SPECIFICITY_COMPARATOR));
        return List.copyOf(list);
    }

    private static PlatformException methodNotAllowed(String method, Set<String> others) {
        return new PlatformException(
                CoreError.METHOD_NOT_ALLOWED,
                method + " is not possible here; use " + String.join(" or ", others) + ".");
    }
}
