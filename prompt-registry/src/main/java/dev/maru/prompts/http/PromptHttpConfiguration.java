package dev.maru.prompts.http;

import static dev.maru.core.route.Route.management;
import static dev.maru.core.route.Route.runtime;
import static dev.maru.core.tenancy.Permission.MANAGE_PROMPTS;
import static dev.maru.core.tenancy.Permission.READ_PROMPTS;
import static dev.maru.core.tenancy.Permission.RELEASE_PROMPTS;
import static dev.maru.core.tenancy.Permission.WRITE_PROMPTS;
import static dev.maru.prompts.http.PromptFilesController.COPIES;
import static dev.maru.prompts.http.PromptFilesController.EXPORT;
import static dev.maru.prompts.http.PromptFilesController.IMPORTS;

import dev.maru.core.route.Routes;
import dev.maru.gateway.StreamGuard;
import dev.maru.prompts.PromptFetch;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.web.servlet.HandlerExceptionResolver;

@Configuration(proxyBeanMethods = false)
class PromptHttpConfiguration {
    static final String PROJECT = "/api/tenants/{tenant}/projects/{project}";
    private static final String MANAGED = PROJECT + "/prompts";
    static final String PROTECTIONS = PROJECT + "/prompt-protections";
    static final String PENDING = PROJECT + "/release-requests";
    static final String THREADS = PROJECT + "/prompt-threads";

    @Bean
    ServletRegistrationBean<PromptServlet> promptServlet(
            PromptDispatch dispatch, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
        return new ServletRegistrationBean<>(
                new PromptServlet(dispatch, errors), PromptServlet.PATH, PromptServlet.PATH + "/*");
    }

    @Bean
    PromptEventServlet promptEvents(
            PromptFetch fetch,
            StreamGuard guard,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
        return new PromptEventServlet(fetch, guard, errors);
    }

    @Bean
    ServletRegistrationBean<PromptEventServlet> promptEventServlet(PromptEventServlet events) {
        return new ServletRegistrationBean<>(events, "/v1/prompt-events");
    }

    /** Before the server begins to wait for running requests. */
    @Bean
    ApplicationListener<ContextClosedEvent> promptStreamsEnd(PromptEventServlet events) {
        return closed -> events.close();
    }

    /**
     * Names hold slashes, so one pattern serves a prompt and its parts: the route asks for the least that any of them
     * needs, the service for what the one at hand needs.
     */
    @Bean
    Routes promptRoutes() {
        return Routes.of(
                runtime("GET", "/v1/prompts", READ_PROMPTS),
                runtime("POST", "/v1/prompts", WRITE_PROMPTS),
                runtime("GET", "/v1/prompts/{*path}", READ_PROMPTS),
                runtime("POST", "/v1/prompts/{*path}", READ_PROMPTS),
                runtime("PUT", "/v1/prompts/{*path}", RELEASE_PROMPTS),
                runtime("PATCH", "/v1/prompts/{*path}", WRITE_PROMPTS),
                runtime("DELETE", "/v1/prompts/{*path}", WRITE_PROMPTS),
                runtime("GET", "/v1/prompt-events", READ_PROMPTS),
                management("GET", MANAGED, READ_PROMPTS),
                management("POST", MANAGED, WRITE_PROMPTS),
                management("GET", MANAGED + "/{*path}", READ_PROMPTS),
                management("POST", MANAGED + "/{*path}", READ_PROMPTS),
                management("PUT", MANAGED + "/{*path}", RELEASE_PROMPTS),
                management("PATCH", MANAGED + "/{*path}", WRITE_PROMPTS),
                management("DELETE", MANAGED + "/{*path}", WRITE_PROMPTS),
                runtime("GET", "/v1" + EXPORT, READ_PROMPTS),
                runtime("POST", "/v1" + IMPORTS, WRITE_PROMPTS),
                runtime("POST", "/v1" + COPIES, WRITE_PROMPTS),
                management("GET", PROJECT + EXPORT, READ_PROMPTS),
                management("POST", PROJECT + IMPORTS, WRITE_PROMPTS),
                management("POST", PROJECT + COPIES, WRITE_PROMPTS),
                management("GET", PROTECTIONS, READ_PROMPTS),
                management("POST", PROTECTIONS, MANAGE_PROMPTS),
                management("PATCH", PROTECTIONS + "/{protection}", MANAGE_PROMPTS),
                management("DELETE", PROTECTIONS + "/{protection}", MANAGE_PROMPTS),
                management("GET", PENDING, READ_PROMPTS),
                management("GET", THREADS, READ_PROMPTS),
                management("POST", THREADS, WRITE_PROMPTS),
                management("PATCH", THREADS + "/{thread}", WRITE_PROMPTS),
                management("POST", THREADS + "/{thread}/comments", WRITE_PROMPTS),
                management("PATCH", THREADS + "/{thread}/comments/{comment}", WRITE_PROMPTS),
                management("DELETE", THREADS + "/{thread}/comments/{comment}", WRITE_PROMPTS));
    }
}
