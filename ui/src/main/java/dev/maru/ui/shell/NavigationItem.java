package dev.maru.ui.shell;

import dev.maru.core.tenancy.Permission;
import dev.maru.ui.component.Glyph;
import java.util.List;
import java.util.function.Function;

/**
 * One entry of the side navigation and of the command palette.
 *
 * @param keys the letters that follow g to go there
 */
record NavigationItem(
        String group, String text, Glyph glyph, Permission permission, String keys, Function<Place, String> path) {

    static final List<NavigationItem> ALL = List.of(
            new NavigationItem("", "nav.home", Glyph.HOME, Permission.READ_PROJECTS, "h", place -> place.inProject("")),
            new NavigationItem(
                    "nav.build",
                    "nav.prompts",
                    Glyph.PROMPT,
                    Permission.READ_PROMPTS,
                    "p",
                    place -> place.inProject("prompts")),
            new NavigationItem(
                    "nav.build",
                    "nav.playground",
                    Glyph.PLAYGROUND,
                    Permission.CALL_MODELS,
                    "y",
                    place -> place.inProject("playground")),
            new NavigationItem(
                    "nav.measure",
                    "nav.calls",
                    Glyph.CALLS,
                    Permission.READ_CALLS,
                    "c",
                    place -> place.inProject("calls")),
            new NavigationItem(
                    "nav.measure",
                    "nav.traces",
                    Glyph.TRACES,
                    Permission.READ_CALLS,
                    "t",
                    place -> place.inProject("traces")),
            new NavigationItem(
                    "nav.run",
                    "nav.models",
                    Glyph.MODELS,
                    Permission.READ_MODELS,
                    "m",
                    place -> place.inProject("models")),
            new NavigationItem(
                    "nav.run",
                    "nav.routes",
                    Glyph.ROUTE,
                    Permission.READ_MODELS,
                    "r",
                    place -> place.inProject("routes")),
            new NavigationItem(
                    "nav.run",
                    "nav.cache",
                    Glyph.CACHE,
                    Permission.READ_MODELS,
                    "e",
                    place -> place.inProject("cache")),
            new NavigationItem(
                    "nav.run",
                    "nav.guardrails",
                    Glyph.VERIFIED,
                    Permission.READ_MODELS,
                    "g",
                    place -> place.inProject("guardrails")),
            new NavigationItem(
                    "nav.run", "nav.keys", Glyph.KEY, Permission.READ_KEYS, "k", place -> place.inProject("keys")),
            new NavigationItem(
                    "nav.run",
                    "nav.webhooks",
                    Glyph.WEBHOOK,
                    Permission.MANAGE_WEBHOOKS,
                    "w",
                    place -> place.inProject("webhooks")),
            new NavigationItem(
                    "nav.money",
                    "nav.budgets",
                    Glyph.BUDGET,
                    Permission.READ_USAGE,
                    "b",
                    place -> place.inTenant("budgets")),
            new NavigationItem(
                    "nav.money",
                    "nav.limits",
                    Glyph.LIMIT,
                    Permission.READ_USAGE,
                    "l",
                    place -> place.inTenant("limits")),
            new NavigationItem(
                    "nav.admin",
                    "nav.members",
                    Glyph.MEMBERS,
                    Permission.READ_MEMBERS,
                    "u",
                    place -> place.inTenant("members")),
            new NavigationItem(
                    "nav.admin",
                    "nav.audit",
                    Glyph.AUDIT,
                    Permission.READ_AUDIT,
                    "a",
                    place -> place.inTenant("audit")));
}
