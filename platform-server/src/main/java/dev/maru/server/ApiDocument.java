package dev.maru.server;

import dev.maru.core.id.UserId;
import dev.maru.core.route.Audience;
import dev.maru.core.route.Route;
import dev.maru.core.route.RouteAccess;
import dev.maru.core.tenancy.Caller;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;

/**
 * Completes the document that springdoc makes of the MVC handlers: what servlets serve, the credentials, the errors, and
 * for every route what it is called and what it needs. The route table decides what is in it.
 */
final class ApiDocument implements OpenApiCustomizer {
    private static final Set<Audience> DESCRIBED = EnumSet.of(Audience.RUNTIME, Audience.MANAGEMENT);
    private static final Pattern VARIABLE = Pattern.compile("\\{\\*?([^}:]+)[^}]*}");
    private static final String PROBLEM = "#/components/responses/Problem";
    private static final List<String> BY_HAND = List.of("model-calls.json", "prompts.json", "traces.json");

    /** Members reach prompts below their project as applications do below /v1. */
    private static final Pattern MANAGED = Pattern.compile("^/api/tenants/\\{}/projects/\\{}(/prompts.*)$");

    private final RouteTable routes;
    private final URI publicUrl;
    private final OperationTexts texts = new OperationTexts();

    static {
        // The edge makes these; a client never sends them.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class, UserId.class);
    }

    ApiDocument(RouteTable routes, URI publicUrl) {
        this.routes = routes;
        this.publicUrl = publicUrl;
    }

    /** Anew each time, because what is read here becomes part of one document. */
    private static OpenAPI read(String resource) {
        try (var in = ApiDocument.class.getResourceAsStream(resource)) {
            return Json31.mapper().readValue(in, OpenAPI.class);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }

    @Override
    public void customise(OpenAPI document) {
        document.setInfo(new Info()
                .title("Maru")
                .version("1")
                .description("Model calls and prompts for applications, and the management of tenants for members."));
        document.setServers(List.of(new Server().url(publicUrl.toString())));
        addComponents(document);
        var made = operations(document.getPaths());
        for (var resource : BY_HAND) {
            var byHand = read(resource);
            byHand.getComponents().getSchemas().forEach(document.getComponents()::addSchemas);
            made.putAll(operations(byHand.getPaths()));
        }
        document.setPaths(paths(made));
        document.setTags(null);
    }

    private void addComponents(OpenAPI document) {
        var components = document.getComponents() == null ? new Components() : document.getComponents();
        components.addSecuritySchemes(
                "apiKey",
                new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description(
                                "An API key of a project: maru_…; also as x-api-key, or as HTTP Basic with its id."));
        components.addSecuritySchemes(
                "accessToken",
                new SecurityScheme()
                        .type(SecurityScheme.Type.OPENIDCONNECT)
                        .openIdConnectUrl(publicUrl + "/.well-known/openid-configuration"));
        components.addResponses(
                "Problem",
                new ApiResponse()
                        .description("What went wrong, as RFC 9457 describes it.")
                        .content(new Content()
                                .addMediaType(
                                        "application/problem+json",
                                        new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem")))));
        document.setComponents(components);
    }

    /** By method and path without the names of variables. */
    private static Map<String, Operation> operations(Paths paths) {
        var operations = new HashMap<String, Operation>();
        paths.forEach((path, item) -> item.readOperationsMap()
                .forEach((method, operation) -> operations.put(key(method.name(), path), operation)));
        return operations;
    }

    private Paths paths(Map<String, Operation> made) {
        var items = new LinkedHashMap<String, PathItem>();
        for (var route : routes.routes()) {
            if (DESCRIBED.contains(route.audience())) {
                var operation = operation(made, route);
                complete(operation, route);
                items.computeIfAbsent(plain(route.path()), path -> new PathItem())
                        .operation(PathItem.HttpMethod.valueOf(route.method()), operation);
            }
        }
        var paths = new Paths();
        items.forEach(paths::addPathItem);
        return paths;
    }

    private static Operation operation(Map<String, Operation> made, Route route) {
        var path = VARIABLE.matcher(route.path()).replaceAll("{}");
        var managed = MANAGED.matcher(path);
        // A copy: the same description stands at two addresses, each completed on its own.
        return managed.matches()
                ? copy(made.getOrDefault(route.method() + " /v1" + managed.group(1), new Operation()))
                : made.getOrDefault(route.method() + " " + path, new Operation());
    }

    private static Operation copy(Operation operation) {
        return Json31.mapper().convertValue(operation, Operation.class);
    }

    private void complete(Operation operation, Route route) {
        var text = texts.of(route);
        operation.setTags(List.of(tag(route)));
        operation.setOperationId(text.id());
        operation.setSummary(text.summary());
        addPathVariables(operation, route);
        setSuccess(operation, text.success());
        if (operation.getResponses().get("default") == null) {
            operation.getResponses().addApiResponse("default", new ApiResponse().$ref(PROBLEM));
        }
        switch (route.access()) {
            case RouteAccess.Needs needs -> {
                operation.addExtension("x-permission", needs.permission().name());
                operation.setSecurity(credentials(route));
            }
            case RouteAccess.SignedIn _ -> operation.setSecurity(List.of(requirement("accessToken")));
            case RouteAccess.Open _ -> operation.setSecurity(List.of());
        }
    }

    /** springdoc takes 200 for granted where a handler decides for itself. */
    private static void setSuccess(Operation operation, String status) {
        if (operation.getResponses() == null) {
            operation.setResponses(new ApiResponses());
        }
        var responses = operation.getResponses();
        if (responses.get(status) == null) {
            var guessed = responses.remove("200");
            responses.addApiResponse(status, guessed == null ? new ApiResponse().description("Done.") : guessed);
        }
    }

    private static List<SecurityRequirement> credentials(Route route) {
        return route.audience() == Audience.RUNTIME
                ? List.of(requirement("apiKey"))
                : List.of(requirement("accessToken"), requirement("apiKey"));
    }

    private static SecurityRequirement requirement(String scheme) {
        return new SecurityRequirement().addList(scheme);
    }

    private static void addPathVariables(Operation operation, Route route) {
        var known = operation.getParameters() == null
                ? List.<String>of()
                : operation.getParameters().stream()
                        .filter(parameter -> "path".equals(parameter.getIn()))
                        .map(Parameter::getName)
                        .toList();
        var names = VARIABLE.matcher(route.path());
        while (names.find()) {
            if (!known.contains(names.group(1))) {
                operation.addParametersItem(new Parameter()
                        .in("path")
                        .name(names.group(1))
                        .required(true)
                        .schema(new StringSchema()));
            }
        }
    }

    /** The first part of the path that names a thing: prompts, models, members. */
    private static String tag(Route route) {
        var path = route.path()
                .replaceFirst("^/api/public/", "/")
                .replaceFirst("^/(v1|api)/", "/")
                .replaceFirst("^/tenants/\\{[^}]*}/", "/")
                .replaceFirst("^/projects/\\{[^}]*}/", "/");
        var first = path.substring(1).split("/")[0];
        return words(first.isEmpty() ? "other" : first);
    }

    private static String words(String hyphened) {
        var words = hyphened.replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String plain(String path) {
        return VARIABLE.matcher(path).replaceAll("{$1}");
    }

    private static String key(String method, String path) {
        return method + " " + VARIABLE.matcher(path).replaceAll("{}");
    }
}
