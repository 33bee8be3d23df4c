package dev.maru.routes;

import static dev.maru.routes.Example.plain;

import java.util.List;

/** What people see in a browser, and what anybody may read. */
final class PageExamples {
    private PageExamples() {}

    static void addTo(Examples examples) {
        addIdentity(examples);
        addViews(examples);
        for (var path : List.of("/docs", "/docs/**", "/openapi.json", "/openapi.json.yaml", "/problems")) {
            examples.add("GET " + path, plain());
        }
        examples.add("GET /problems/{slug}", plain().at("slug", place -> "not-found"));
    }

    private static void addIdentity(Examples examples) {
        for (var path : List.of(
                "GET /idp/login",
                "POST /idp/login",
                "GET /idp/logout",
                "POST /idp/logout",
                "GET /idp/refused",
                "POST /idp/passkeys/remove",
                "GET /idp/setup",
                "POST /idp/setup",
                "GET /.well-known/openid-configuration",
                "GET /.well-known/oauth-authorization-server",
                "GET /oauth2/authorize",
                "POST /oauth2/authorize",
                "POST /oauth2/token",
                "POST /oauth2/revoke",
                "POST /oauth2/introspect",
                "GET /oauth2/jwks",
                "GET /userinfo",
                "POST /userinfo",
                "GET /connect/logout",
                "POST /connect/logout",
                "POST /webauthn/authenticate/options",
                "POST /login/webauthn",
                "POST /webauthn/register/options",
                "POST /webauthn/register")) {
            examples.add(path, plain());
        }
        examples.add("GET /idp/passkeys", plain().shows("passkey"))
                .add("GET /idp/assets/{name}", plain().at("name", place -> "identity.css"))
                .add(
                        "GET /idp/password",
                        plain().query(place -> "token=" + place.twin().passwordToken()))
                .add(
                        "POST /idp/password",
                        plain().query(place -> "token=" + place.twin().passwordToken()))
                .add(
                        "GET /idp/invitation",
                        plain().query(place -> "token=" + place.twin().invitationToken())
                                .shows("tenant", "invited"));
        for (var path : List.of("/idp/invitation", "/idp/invitation/external", "/idp/invitation/sign-in")) {
            examples.add(
                    "POST " + path,
                    plain().query(place -> "token=" + place.twin().invitationToken()));
        }
    }

    private static void addViews(Examples examples) {
        examples.add("VIEW /", plain())
                .add("VIEW /account", plain().shows("owner"))
                .add("VIEW /operator/tenants", plain())
                .add("VIEW /p/{tenant}/{project}", plain().shows("project"))
                .add("VIEW /p/{tenant}/{project}/prompts", plain().shows("project", "prompt", "prompt-tag"))
                .add(
                        "VIEW /p/{tenant}/{project}/prompts/{prompt}",
                        plain().at("prompt", place -> place.prompt().toString())
                                .shows("prompt", "body", "prompt-description"))
                .add(
                        "VIEW /p/{tenant}/{project}/playground",
                        plain().query(place -> "c1=" + place.prompt() + "@1")
                                .shows("prompt", "body")
                                .asksFor(place -> "c1=" + place.prompt() + "@1")
                                .asksFor(place -> "c1=" + place.call() + "&m1=maru/offline"))
                .add("VIEW /p/{tenant}/{project}/playground", plain().query(place -> "c1=" + place.call()))
                .add("VIEW /p/{tenant}/{project}/release-rules", plain().shows("project"))
                .add("VIEW /p/{tenant}/{project}/models", plain().shows("project", "model"))
                .add("VIEW /p/{tenant}/{project}/cache", plain().shows("project"))
                .add("VIEW /p/{tenant}/{project}/keys", plain().shows("project", "key"))
                .add("VIEW /p/{tenant}/{project}/webhooks", plain().shows("project", "webhook"))
                .add(
                        "VIEW /p/{tenant}/{project}/webhooks/{webhook}",
                        WebhookExamples.webhook(plain()).shows("webhook"))
                .add("VIEW /p/{tenant}/{project}/calls", plain().shows("project", "model", "prompt"))
                .add("VIEW /t/{tenant}/limits", plain().shows("tenant", "project", "budget"))
                .add("VIEW /t/{tenant}/budgets", plain().shows("budget"))
                .add("VIEW /p/{tenant}/{project}/traces", plain().shows("project", "span", "session"))
                .add(
                        "VIEW /p/{tenant}/{project}/traces/{trace}",
                        plain().at("trace", Traces::id).shows("span"))
                .add("VIEW /t/{tenant}/members", plain().shows("tenant", "member"))
                .add("VIEW /t/{tenant}/audit", plain().shows("tenant", "owner"));
    }
}
