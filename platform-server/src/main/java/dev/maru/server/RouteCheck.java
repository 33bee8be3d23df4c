package dev.maru.server;

import dev.maru.core.route.Audience;
import dev.maru.core.route.Route;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.webmvc.autoconfigure.error.BasicErrorController;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Stops a start whose route table and handlers differ: a handler that no route names would have no permission, and a route
 * without a handler is a promise that nobody keeps. Views are compared in a test of the module ui.
 */
final class RouteCheck implements SmartInitializingSingleton {
    /** Filters serve the authorization server, and Vaadin the pages: neither has handlers that could be listed here. */
    private static final Set<Audience> SERVED_ELSEWHERE = EnumSet.of(Audience.IDENTITY, Audience.BROWSER);

    private static final String ANY_METHOD = "*";

    private static final List<String> FRAMEWORK_SERVLETS =
            List.of("org.springframework.", "com.vaadin.", "org.apache.");

    private final RouteTable table;
    private final Collection<RequestMappingHandlerMapping> mappings;
    private final ServletContext servlets;

    RouteCheck(RouteTable table, Collection<RequestMappingHandlerMapping> mappings, ServletContext servlets) {
        this.table = table;
        this.mappings = mappings;
        this.servlets = servlets;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var served = new Served(handlers(), servletMappings());
        var problems = differences(table.routes(), served);
        if (!problems.isEmpty()) {
            throw new IllegalStateException("The route table and the handlers differ:\n  "
                    + String.join("\n  ", problems)
                    + "\nEach route needs a line in the Routes bean of its feature, with the permission it asks for.");
        }
    }

    /** @param handlers methods and paths of MVC; @param servlets patterns of servlets */
    record Served(Set<String> handlers, Set<String> servlets) {}

    static List<String> differences(List<Route> routes, Served served) {
        var listed = routes.stream().map(RouteCheck::key).collect(Collectors.toCollection(TreeSet::new));
        var problems = new ArrayList<String>();
        served.handlers().stream()
                .filter(handler ->
                        !listed.contains(handler) && !(handler.startsWith(ANY_METHOD) && isListed(listed, handler)))
                .forEach(handler -> problems.add(handler + " has a handler and no route"));
        served.servlets().stream()
                .filter(pattern -> routes.stream().noneMatch(route -> matches(pattern, route.path())))
                .forEach(pattern -> problems.add("the servlet at " + pattern + " has no route"));
        routes.stream()
                .filter(route -> !SERVED_ELSEWHERE.contains(route.audience()) && !isFolder(route))
                .filter(route -> !served.handlers().contains(key(route))
                        && !served.handlers().contains(key(ANY_METHOD, route.path())))
                .filter(route -> served.servlets().stream().noneMatch(pattern -> matches(pattern, route.path())))
                .forEach(route -> problems.add(key(route) + " has a route and no handler"));
        return problems;
    }

    /** A handler of every method asks the route table which of them there are. */
    private static boolean isListed(Set<String> listed, String handler) {
        var path = handler.substring(ANY_METHOD.length());
        return listed.stream().anyMatch(route -> route.endsWith(path));
    }

    private Set<String> handlers() {
        return mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .filter(entry -> !isErrorPage(entry.getValue()))
                .flatMap(RouteCheck::keys)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The container's error page is reached by a dispatch from inside; it answers only what went wrong before. */
    private static boolean isErrorPage(HandlerMethod handler) {
        return BasicErrorController.class.isAssignableFrom(handler.getBeanType());
    }

    private static Stream<String> keys(Map.Entry<RequestMappingInfo, HandlerMethod> entry) {
        var methods = entry.getKey().getMethodsCondition().getMethods().stream()
                .map(RequestMethod::name)
                .toList();
        var asked = methods.isEmpty() ? List.of(ANY_METHOD) : methods;
        return entry.getKey().getPatternValues().stream()
                .flatMap(path -> asked.stream().map(method -> key(method, path)));
    }

    private Set<String> servletMappings() {
        return servlets.getServletRegistrations().values().stream()
                .filter(RouteCheck::isOurs)
                .flatMap(registration -> registration.getMappings().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isOurs(ServletRegistration registration) {
        var type = registration.getClassName();
        return type == null || FRAMEWORK_SERVLETS.stream().noneMatch(type::startsWith);
    }

    /** Static files below a folder. */
    private static boolean isFolder(Route route) {
        return route.audience() == Audience.PUBLIC && route.path().endsWith("/**");
    }

    private static boolean matches(String servletPattern, String path) {
        if (servletPattern.endsWith("/*")) {
            var folder = servletPattern.substring(0, servletPattern.length() - 1);
            return path.startsWith(folder) || path.equals(folder.substring(0, folder.length() - 1));
        }
        return servletPattern.equals(path);
    }

    private static String key(Route route) {
        return key(route.method(), route.path());
    }

    /** Names of variables do not matter, what they stand for does. */
    private static String key(String method, String path) {
        return method + " " + path.replaceAll("/\\{\\*[^}]*}$", "/**").replaceAll("\\{[^}*]*}", "{}");
    }
}
