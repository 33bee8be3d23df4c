package dev.maru.server;

import dev.maru.access.ApiKeyService;
import dev.maru.access.CallerDirectory;
import dev.maru.access.SampleProjectQuery;
import dev.maru.access.identity.PeopleService;
import dev.maru.core.route.Routes;
import dev.maru.gateway.StreamGuard;
import dev.maru.platform.change.ChangeFeed;
import dev.maru.platform.idempotency.IdempotencyStore;
import dev.maru.platform.settings.MaruSettings;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** The filters in their order, and what they share. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EdgeSettings.class)
class EdgeConfiguration {
    private static final int REQUEST_ID = Ordered.HIGHEST_PRECEDENCE;
    private static final int FORWARDED = REQUEST_ID + 1;
    private static final int SECURITY_HEADERS = REQUEST_ID + 2;
    private static final int ROLES = REQUEST_ID + 3;
    private static final int BODY_LIMIT = REQUEST_ID + 4;
    private static final int RUNTIME = REQUEST_ID + 5;
    /** Spring Security's chain stands at -100. */
    private static final int MANAGEMENT = -90;

    private static final int IDEMPOTENCY = -80;

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
        filter.setOrder(REQUEST_ID);
        return filter;
    }

    @Bean
    FilterRegistrationBean<RuntimeFilter> runtimeFilter(
            RouteTable routes, CallerDirectory callers, ErrorWriter errors) {
        var filter = new FilterRegistrationBean<>(new RuntimeFilter(routes, callers, errors));
        filter.addUrlPatterns("/v1/*", "/api/public/*");
        filter.setOrder(RUNTIME);
        return filter;
    }

    @Bean
    FilterRegistrationBean<ManagementFilter> managementFilter(
            RouteTable routes, CallerDirectory callers, PeopleService people, ErrorWriter errors) {
        var filter = new FilterRegistrationBean<>(new ManagementFilter(routes, callers, people, errors));
        filter.addUrlPatterns("/api/*");
        filter.setOrder(MANAGEMENT);
        return filter;
    }

    @Bean
    FilterRegistrationBean<ForwardedFilter> forwardedFilter(MaruSettings settings) {
        var filter = new FilterRegistrationBean<>(new ForwardedFilter(settings.trustedProxies()));
        filter.setOrder(FORWARDED);
        return filter;
    }

    @Bean
    FilterRegistrationBean<SecurityHeadersFilter> securityHeadersFilter(MaruSettings settings) {
        var filter = new FilterRegistrationBean<>(new SecurityHeadersFilter(settings.publicUrl()));
        filter.setOrder(SECURITY_HEADERS);
        return filter;
    }

    @Bean
    FilterRegistrationBean<RoleFilter> roleFilter(MaruSettings settings, ErrorWriter errors) {
        var filter = new FilterRegistrationBean<>(new RoleFilter(settings, errors));
        filter.setOrder(ROLES);
        return filter;
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(EdgeSettings settings, ErrorWriter errors) {
        var filter = new FilterRegistrationBean<>(new BodyLimitFilter(settings.limits(), errors));
        filter.setOrder(BODY_LIMIT);
        return filter;
    }

    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(IdempotencyStore store, ErrorWriter errors) {
        var filter = new FilterRegistrationBean<>(new IdempotencyFilter(store, errors));
        filter.addUrlPatterns("/v1/*", "/api/*");
        filter.setOrder(IDEMPOTENCY);
        return filter;
    }

    /** Names of prompts hold slashes, sent as %2F, which Tomcat refuses unless its connector is told. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> encodedSlashes() {
        return tomcat -> tomcat.addConnectorCustomizers(
                connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
    }

    /** The same for Spring Security; every other rule of its firewall stays. */
    @Bean
    StrictHttpFirewall httpFirewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowUrlEncodedPercent(true);
        return firewall;
    }

    @Bean
    WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> secureCookies(MaruSettings settings) {
        var https = "https".equals(settings.publicUrl().getScheme());
        return server -> server.addInitializers(
                context -> context.getSessionCookieConfig().setSecure(https));
    }

    @Bean
    Routes edgeRoutes() {
        return EdgeRoutes.all();
    }

    @Bean
    RouteCheck routeCheck(
            RouteTable routes, Map<String, RequestMappingHandlerMapping> mappings, ServletContext servlets) {
        return new RouteCheck(routes, mappings.values(), servlets);
    }

    @Bean
    ErrorCatalog errorCatalog() {
        return new ErrorCatalog();
    }

    @Bean
    ApiDocument apiDocument(RouteTable routes, MaruSettings settings) {
        return new ApiDocument(routes, settings.publicUrl());
    }

    @Bean
    ChangeFeedHealth changeFeedHealthIndicator(ChangeFeed feed, Clock clock) {
        return new ChangeFeedHealth(feed, clock);
    }

    @Bean
    @ConditionalOnProperty("maru.launcher-token")
    SampleKeyEndpoint sampleKeyEndpoint(EdgeSettings settings, SampleProjectQuery samples, ApiKeyService keys) {
        return new SampleKeyEndpoint(Objects.requireNonNull(settings.launcherToken()), samples, keys);
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
