package dev.maru.prompts.http.langfuse;

import static dev.maru.core.route.Route.open;
import static dev.maru.core.route.Route.runtime;
import static dev.maru.core.tenancy.Permission.READ_PROMPTS;
import static dev.maru.core.tenancy.Permission.WRITE_PROMPTS;

import dev.maru.core.route.Audience;
import dev.maru.core.route.Routes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LangfuseRoutes {
    static final String PROMPTS = "/api/public/v2/prompts";
    static final String HEALTH = "/api/public/health";
    static final String PROJECTS = "/api/public/projects";

    @Bean
    Routes langfusePromptRoutes() {
        return Routes.of(
                open(Audience.RUNTIME, "GET", HEALTH, "clients ask whether anybody is there"),
                runtime("GET", PROJECTS, READ_PROMPTS),
                runtime("GET", PROMPTS, READ_PROMPTS),
                runtime("POST", PROMPTS, WRITE_PROMPTS),
                runtime("GET", PROMPTS + "/{name}", READ_PROMPTS),
                runtime("DELETE", PROMPTS + "/{name}", WRITE_PROMPTS),
                runtime("PATCH", PROMPTS + "/{name}/versions/{version}", WRITE_PROMPTS));
    }
}
