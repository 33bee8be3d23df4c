package dev.maru.server;

import dev.maru.access.CallerDirectory;
import dev.maru.access.identity.PeopleService;
import dev.maru.core.route.Routes;
import dev.maru.gateway.StreamGuard;
import dev.maru.platform.settings.MaruSettings;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** The filters in their order, and what they share. */
@Configuration(proxyBeanMethods = false)
class EdgeConfiguration {
    /** Spring Security's chain stands at -100. */
    private static final int AFTER_SECURITY = -90;

    @Bean
    RouteTable routeTable(List<Routes> routes) {
        return new RouteTable(routes);
    }

    @Bean
    ErrorWriter errorWriter(JsonMapper json) {
        return new ErrorWriter(json);
    }

    @Bean
    StreamGuard streamGuard(CallerDirectory callers) {
        return callers::stillValid;
    }

    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIdFilter(MaruSettings settings) {
        var filter = new FilterRegistrationBean<>(new RequestIdFilter(new ClientAddress(settings.trustedProxies())));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    FilterRegistrationBean<RuntimeFilter> runtimeFilter(
            RouteTable routes, CallerDirectory callers, ErrorWriter errors) {
        var filter = new FilterRegistrationBean<>(new RuntimeFilter(routes, callers, errors));
        filter.addUrlPatterns("/v1/*", "/api/public/*");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    @Bean
    FilterRegistrationBean<ManagementFilter> managementFilter(
            RouteTable routes, CallerDirectory callers, PeopleService people, ErrorWriter errors) {
        var filter = new FilterRegistrationBean<>(new ManagementFilter(routes, callers, people, errors));
        filter.addUrlPatterns("/api/*");
        filter.setOrder(AFTER_SECURITY);
        return filter;
    }

    @Bean
    WebMvcConfigurer callerArguments() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgumentResolver());
            }
        };
    }
}
