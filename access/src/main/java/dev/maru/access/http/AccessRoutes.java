package dev.maru.access.http;

import static dev.maru.access.http.AccessPaths.AUDIT;
import static dev.maru.access.http.AccessPaths.INVITATIONS;
import static dev.maru.access.http.AccessPaths.KEYS;
import static dev.maru.access.http.AccessPaths.ME;
import static dev.maru.access.http.AccessPaths.MEMBERS;
import static dev.maru.access.http.AccessPaths.PROJECT;
import static dev.maru.access.http.AccessPaths.PROJECTS;
import static dev.maru.access.http.AccessPaths.TENANT;
import static dev.maru.access.http.AccessPaths.TENANTS;
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

/** The routes of the management API of this module. */
@Configuration(proxyBeanMethods = false)
class AccessRoutes {
    @Bean
    Routes ownThings() {
        return Routes.of(
                signedIn("GET", ME),
                signedIn("PATCH", ME),
                signedIn("POST", ME + "/password"),
                signedIn("GET", ME + "/sessions"),
                signedIn("DELETE", ME + "/sessions/{session}"),
                signedIn("GET", ME + "/passkeys"),
                signedIn("DELETE", ME + "/passkeys/{passkey}"),
                signedIn("GET", TENANTS),
                // An operator belongs to no tenant yet when they make one, so the service asks who it is.
                signedIn("POST", TENANTS));
    }

    @Bean
    Routes thingsOfTenants() {
        return Routes.of(
                management("GET", TENANT, READ_PROJECTS),
                management("PATCH", TENANT, MANAGE_TENANT),
                management("POST", TENANT + "/suspend", OPERATE),
                management("POST", TENANT + "/resume", OPERATE),
                management("GET", PROJECTS, READ_PROJECTS),
                management("POST", PROJECTS, MANAGE_PROJECTS),
                management("GET", PROJECT, READ_PROJECTS),
                management("PATCH", PROJECT, MANAGE_PROJECTS),
                management("GET", MEMBERS, READ_MEMBERS),
                management("GET", MEMBERS + "/{user}", READ_MEMBERS),
                management("PATCH", MEMBERS + "/{user}", MANAGE_MEMBERS),
                management("DELETE", MEMBERS + "/{user}", MANAGE_MEMBERS),
                management("POST", MEMBERS + "/{user}/password-link", MANAGE_MEMBERS),
                management("GET", INVITATIONS, MANAGE_MEMBERS),
                management("POST", INVITATIONS, MANAGE_MEMBERS),
                management("DELETE", INVITATIONS + "/{invitation}", MANAGE_MEMBERS),
                management("GET", KEYS, READ_KEYS),
                management("POST", KEYS, MANAGE_KEYS),
                management("GET", KEYS + "/{key}", READ_KEYS),
                management("DELETE", KEYS + "/{key}", MANAGE_KEYS),
                management("POST", KEYS + "/{key}/rotate", MANAGE_KEYS),
                management("GET", AUDIT, READ_AUDIT),
                management("GET", AUDIT + "/verify", READ_AUDIT));
    }
}
