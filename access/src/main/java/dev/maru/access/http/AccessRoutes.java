package dev.maru.access.http;

import static dev.maru.core.route.Route.management;
import static dev.maru.core.route.Route.signedIn;
import static dev.maru.core.tenancy.Permission.MANAGE_KEYS;
import static dev.maru.core.tenancy.Permission.MANAGE_MEMBERS;
import static dev.maru.core.tenancy.Permission.MANAGE_PROJECTS;
import static dev.maru.core.tenancy.Permission.MANAGE_TENANT;
import static dev.maru.core.tenancy.Permission.OPERATE;
import static dev.maru.core.tenancy.Permission.READ_AUDIT;
import static dev.maru.core.tenancy.Permission.READ_KEYS;
import static dev.maru.core.tenancy.Permission.READ_MEMBERS;
import static dev.maru.core.tenancy.Permission.READ_PROJECTS;

import dev.maru.core.route.Routes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The routes of the management API that this module serves. */
@Configuration(proxyBeanMethods = false)
class AccessRoutes {
    private static final String TENANT = "/api/tenants/{tenant}";
    private static final String KEYS = TENANT + "/projects/{project}/keys";

    @Bean
    Routes accessOwnRoutes() {
        return Routes.of(
                signedIn("GET", "/api/me"),
                signedIn("PATCH", "/api/me"),
                signedIn("GET", "/api/me/sessions"),
                signedIn("DELETE", "/api/me/sessions/{session}"),
                signedIn("GET", "/api/tenants"),
                signedIn("POST", "/api/tenants"));
    }

    @Bean
    Routes accessTenantRoutes() {
        return Routes.of(
                management("GET", TENANT, READ_PROJECTS),
                management("PATCH", TENANT, MANAGE_TENANT),
                management("POST", TENANT + "/suspend", OPERATE),
                management("POST", TENANT + "/resume", OPERATE),
                management("GET", TENANT + "/projects", READ_PROJECTS),
                management("POST", TENANT + "/projects", MANAGE_PROJECTS),
                management("GET", TENANT + "/projects/{project}", READ_PROJECTS),
                management("PATCH", TENANT + "/projects/{project}", MANAGE_PROJECTS),
                management("GET", TENANT + "/members", READ_MEMBERS),
                management("GET", TENANT + "/members/{member}", READ_MEMBERS),
                management("PATCH", TENANT + "/members/{member}", MANAGE_MEMBERS),
                management("DELETE", TENANT + "/members/{member}", MANAGE_MEMBERS),
                management("POST", TENANT + "/members/{member}/password-link", MANAGE_MEMBERS),
                management("GET", TENANT + "/invitations", MANAGE_MEMBERS),
                management("POST", TENANT + "/invitations", MANAGE_MEMBERS),
                management("DELETE", TENANT + "/invitations/{invitation}", MANAGE_MEMBERS),
                management("GET", TENANT + "/audit", READ_AUDIT),
                management("GET", TENANT + "/audit/verify", READ_AUDIT));
    }

    @Bean
    Routes accessKeyRoutes() {
        return Routes.of(
                management("GET", KEYS, READ_KEYS),
                management("POST", KEYS, MANAGE_KEYS),
                management("GET", KEYS + "/{key}", READ_KEYS),
                management("POST", KEYS + "/{key}/rotate", MANAGE_KEYS),
                management("DELETE", KEYS + "/{key}", MANAGE_KEYS));
    }
}
