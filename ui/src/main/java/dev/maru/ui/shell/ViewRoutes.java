package dev.maru.ui.shell;

import dev.maru.core.route.Audience;
import dev.maru.core.route.Route;
import dev.maru.core.route.Routes;
import dev.maru.core.tenancy.Permission;

/** The address of every view with the permission it needs; ViewRoutesTest compares it with the views there are. */
public final class ViewRoutes {
    private ViewRoutes() {}

    public static Routes all() {
        return Routes.of(
                Route.open(Audience.BROWSER, "VIEW", "/", "sends a signed-in person to their last project"),
                Route.open(Audience.BROWSER, "VIEW", "/account", "a signed-in person's own settings"),
                Route.view("/p/{tenant}/{project}", Permission.READ_PROJECTS),
                Route.view("/p/{tenant}/{project}/prompts", Permission.READ_PROMPTS),
                Route.view("/p/{tenant}/{project}/prompts/{prompt}", Permission.READ_PROMPTS),
                Route.view("/p/{tenant}/{project}/playground", Permission.CALL_MODELS),
                Route.view("/p/{tenant}/{project}/release-rules", Permission.READ_PROMPTS),
                Route.view("/p/{tenant}/{project}/models", Permission.READ_MODELS),
                Route.view("/p/{tenant}/{project}/routes", Permission.READ_MODELS),
                Route.view("/p/{tenant}/{project}/routes/{route}", Permission.READ_MODELS),
                Route.view("/p/{tenant}/{project}/cache", Permission.READ_MODELS),
                Route.view("/p/{tenant}/{project}/guardrails", Permission.READ_MODELS),
                Route.view("/p/{tenant}/{project}/keys", Permission.READ_KEYS),
                Route.view("/p/{tenant}/{project}/webhooks", Permission.MANAGE_WEBHOOKS),
                Route.view("/p/{tenant}/{project}/webhooks/{webhook}", Permission.MANAGE_WEBHOOKS),
                Route.view("/p/{tenant}/{project}/calls", Permission.READ_CALLS),
                Route.view("/t/{tenant}/limits", Permission.READ_USAGE),
                Route.view("/t/{tenant}/budgets", Permission.READ_USAGE),
                Route.view("/p/{tenant}/{project}/traces", Permission.READ_CALLS),
                Route.view("/p/{tenant}/{project}/traces/{trace}", Permission.READ_CALLS),
                Route.view("/t/{tenant}/members", Permission.READ_MEMBERS),
                Route.view("/t/{tenant}/audit", Permission.READ_AUDIT),
                Route.view("/operator/tenants", Permission.OPERATE));
    }
}
