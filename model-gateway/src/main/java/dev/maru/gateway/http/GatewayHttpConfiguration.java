package dev.maru.gateway.http;

import static dev.maru.core.tenancy.Permission.CALL_MODELS;
import static dev.maru.core.tenancy.Permission.MANAGE_MODELS;
import static dev.maru.core.tenancy.Permission.MANAGE_PROJECTS;
import static dev.maru.core.tenancy.Permission.OPERATE;
import static dev.maru.core.tenancy.Permission.READ_CALLS;
import static dev.maru.core.tenancy.Permission.READ_MODELS;

import dev.maru.core.route.Route;
import dev.maru.core.route.Routes;
import dev.maru.gateway.GatewaySettings;
import dev.maru.gateway.ModelGateway;
import dev.maru.gateway.catalog.CatalogService;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class GatewayHttpConfiguration {
    private static final String CONNECTIONS = "/api/tenants/{tenant}/connections";
    private static final String MODELS = "/api/tenants/{tenant}/models";
    private static final String PROJECT = "/api/tenants/{tenant}/projects/{project}";

    @Bean
    ServletRegistrationBean<ChatCompletionsServlet> chatCompletionsServlet(
            ModelGateway gateway, GatewaySettings settings) {
        return new ServletRegistrationBean<>(new ChatCompletionsServlet(gateway, settings), "/v1/chat/completions");
    }

    @Bean
    ServletRegistrationBean<ModelsServlet> modelsServlet(CatalogService catalog) {
        return new ServletRegistrationBean<>(new ModelsServlet(catalog), ModelsServlet.PATH, ModelsServlet.PATH + "/*");
    }

    @Bean
    Routes gatewayRoutes() {
        return Routes.of(
                Route.runtime("POST", "/v1/chat/completions", CALL_MODELS),
                Route.runtime("GET", "/v1/models", READ_MODELS),
                Route.runtime("GET", "/v1/models/{*id}", READ_MODELS),
                Route.management("GET", CONNECTIONS, READ_MODELS),
                Route.management("POST", CONNECTIONS, MANAGE_MODELS),
                Route.management("GET", CONNECTIONS + "/discovered", MANAGE_MODELS),
                // Keys and engines of the machine are the operator's to give, to a tenant whose models they may manage.
                Route.management("POST", CONNECTIONS + "/adopt", OPERATE),
                Route.management("PATCH", CONNECTIONS + "/{id}", MANAGE_MODELS),
                Route.management("DELETE", CONNECTIONS + "/{id}", MANAGE_MODELS),
                Route.management("POST", CONNECTIONS + "/{id}/test", MANAGE_MODELS),
                Route.management("POST", CONNECTIONS + "/{id}/import", MANAGE_MODELS),
                Route.management("GET", CONNECTIONS + "/{id}/hosting", READ_MODELS),
                Route.management("PUT", CONNECTIONS + "/{id}/hosting", MANAGE_MODELS),
                Route.management("DELETE", CONNECTIONS + "/{id}/hosting", MANAGE_MODELS),
                Route.management("GET", CONNECTIONS + "/{id}/health", READ_MODELS),
                Route.management("GET", CONNECTIONS + "/{id}/cost", READ_MODELS),
                Route.management("POST", CONNECTIONS + "/{id}/keys", MANAGE_MODELS),
                Route.management("PATCH", CONNECTIONS + "/{id}/keys/{key}", MANAGE_MODELS),
                Route.management("DELETE", CONNECTIONS + "/{id}/keys/{key}", MANAGE_MODELS),
                Route.management("GET", PROJECT + "/routes", READ_MODELS),
                Route.management("POST", PROJECT + "/routes", MANAGE_MODELS),
                Route.management("POST", PROJECT + "/routes/simulate", READ_MODELS),
                Route.management("GET", PROJECT + "/routes/{id}", READ_MODELS),
                Route.management("PUT", PROJECT + "/routes/{id}", MANAGE_MODELS),
                Route.management("DELETE", PROJECT + "/routes/{id}", MANAGE_MODELS),
                Route.management("GET", MODELS, READ_MODELS),
                Route.management("POST", MODELS, MANAGE_MODELS),
                Route.management("GET", MODELS + "/measures", READ_MODELS),
                Route.management("GET", MODELS + "/{id}", READ_MODELS),
                Route.management("PATCH", MODELS + "/{id}", MANAGE_MODELS),
                Route.management("GET", MODELS + "/{id}/measures", READ_MODELS),
                Route.management("PUT", MODELS + "/{id}/scores/{benchmark}", MANAGE_MODELS),
                Route.management("DELETE", MODELS + "/{id}/scores/{benchmark}", MANAGE_MODELS),
                Route.management("GET", MODELS + "/{id}/prices", READ_MODELS),
                Route.management("POST", MODELS + "/{id}/prices", MANAGE_MODELS),
                Route.management("GET", "/api/tenants/{tenant}/alerts", READ_MODELS),
                Route.management("GET", PROJECT + "/calls", READ_CALLS),
                Route.management("GET", PROJECT + "/calls/stats", READ_CALLS),
                Route.management("GET", PROJECT + "/calls/{requestId}", READ_CALLS),
                Route.management("GET", PROJECT + "/payload-policy", READ_CALLS),
                Route.management("PUT", PROJECT + "/payload-policy", MANAGE_PROJECTS));
    }
}
