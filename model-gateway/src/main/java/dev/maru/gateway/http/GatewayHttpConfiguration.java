package dev.maru.gateway.http;

import static dev.maru.core.tenancy.Permission.CALL_MODELS;
import static dev.maru.core.tenancy.Permission.MANAGE_BUDGETS;
import static dev.maru.core.tenancy.Permission.MANAGE_MODELS;
import static dev.maru.core.tenancy.Permission.MANAGE_PROJECTS;
import static dev.maru.core.tenancy.Permission.OPERATE;
import static dev.maru.core.tenancy.Permission.READ_CALLS;
import static dev.maru.core.tenancy.Permission.READ_MODELS;
import static dev.maru.core.tenancy.Permission.READ_USAGE;

import dev.maru.core.route.Route;
import dev.maru.core.route.Routes;
import dev.maru.gateway.CallForm;
import dev.maru.gateway.GatewaySettings;
import dev.maru.gateway.ModelGateway;
import dev.maru.gateway.catalog.CatalogService;
import dev.maru.gateway.route.RouteService;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class GatewayHttpConfiguration {
    private static final String CHAT = "/v1/chat/completions";
    private static final String RESPONSES = "/v1/responses";
    private static final String MESSAGES = "/v1/messages";
    private static final String EMBEDDINGS = "/v1/embeddings";
    private static final String RERANK = "/v1/rerank";
    private static final String CONNECTIONS = "/api/tenants/{tenant}/connections";
    private static final String MODELS = "/api/tenants/{tenant}/models";
    private static final String LIMITS = "/api/tenants/{tenant}/limits";
    private static final String BUDGETS = "/api/tenants/{tenant}/budgets";
    private static final String PROJECT = "/api/tenants/{tenant}/projects/{project}";

    @Bean
    ServletRegistrationBean<CallServlet> chatServlet(ModelGateway gateway, GatewaySettings settings) {
        return calls(CallForm.CHAT, CHAT, gateway, settings);
    }

    @Bean
    ServletRegistrationBean<CallServlet> responsesServlet(ModelGateway gateway, GatewaySettings settings) {
        return calls(CallForm.RESPONSES, RESPONSES, gateway, settings);
    }

    @Bean
    ServletRegistrationBean<CallServlet> messagesServlet(ModelGateway gateway, GatewaySettings settings) {
        return calls(CallForm.MESSAGES, MESSAGES, gateway, settings);
    }

    @Bean
    ServletRegistrationBean<CallServlet> embeddingsServlet(ModelGateway gateway, GatewaySettings settings) {
        return calls(CallForm.EMBEDDINGS, EMBEDDINGS, gateway, settings);
    }

    @Bean
    ServletRegistrationBean<CallServlet> rerankServlet(ModelGateway gateway, GatewaySettings settings) {
        return calls(CallForm.RERANK, RERANK, gateway, settings);
    }

    private static ServletRegistrationBean<CallServlet> calls(
            CallForm form, String path, ModelGateway gateway, GatewaySettings settings) {
        var registration = new ServletRegistrationBean<>(new CallServlet(form, gateway, settings), path);
        registration.setName("call-" + form.wireName());
        return registration;
    }

    @Bean
    ServletRegistrationBean<ModelsServlet> modelsServlet(CatalogService catalog, RouteService routes) {
        return new ServletRegistrationBean<>(
                new ModelsServlet(catalog, routes), ModelsServlet.PATH, ModelsServlet.PATH + "/*");
    }

    @Bean
    Routes gatewayRoutes() {
        return Routes.of(
                Route.runtime("POST", CHAT, CALL_MODELS),
                Route.runtime("POST", RESPONSES, CALL_MODELS),
                Route.runtime("POST", MESSAGES, CALL_MODELS),
                Route.runtime("POST", EMBEDDINGS, CALL_MODELS),
                Route.runtime("POST", RERANK, CALL_MODELS),
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
                Route.management("GET", PROJECT + "/cache", READ_MODELS),
                Route.management("PUT", PROJECT + "/cache", MANAGE_MODELS),
                Route.management("GET", PROJECT + "/cache/stats", READ_CALLS),
                Route.management("DELETE", PROJECT + "/cache/answers", MANAGE_MODELS),
                Route.management("GET", PROJECT + "/guardrails", READ_MODELS),
                Route.management("POST", PROJECT + "/guardrails", MANAGE_MODELS),
                Route.management("POST", PROJECT + "/guardrails/try", READ_MODELS),
                Route.management("GET", PROJECT + "/guardrails/{id}", READ_MODELS),
                Route.management("PUT", PROJECT + "/guardrails/{id}", MANAGE_MODELS),
                Route.management("DELETE", PROJECT + "/guardrails/{id}", MANAGE_MODELS),
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
                Route.management("GET", PROJECT + "/traces", READ_CALLS),
                Route.management("GET", PROJECT + "/traces/{traceId}", READ_CALLS),
                Route.management("GET", PROJECT + "/payload-policy", READ_CALLS),
                Route.management("PUT", PROJECT + "/payload-policy", MANAGE_PROJECTS));
    }

    @Bean
    Routes limitRoutes() {
        return Routes.of(
                Route.management("GET", LIMITS, READ_USAGE),
                Route.management("GET", LIMITS + "/effective", READ_USAGE),
                Route.management("POST", LIMITS, MANAGE_BUDGETS),
                Route.management("PATCH", LIMITS + "/{id}", MANAGE_BUDGETS),
                Route.management("DELETE", LIMITS + "/{id}", MANAGE_BUDGETS),
                Route.management("GET", BUDGETS, READ_USAGE),
                Route.management("POST", BUDGETS, MANAGE_BUDGETS),
                Route.management("GET", BUDGETS + "/{id}", READ_USAGE),
                Route.management("PATCH", BUDGETS + "/{id}", MANAGE_BUDGETS),
                Route.management("DELETE", BUDGETS + "/{id}", MANAGE_BUDGETS),
                Route.management("POST", BUDGETS + "/{id}/leases/{instance}/write-off", MANAGE_BUDGETS));
    }
}
