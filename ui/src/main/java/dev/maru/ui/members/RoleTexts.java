package dev.maru.ui.members;

import static dev.maru.ui.i18n.Texts.t;

import dev.maru.access.RoleGrant;
import dev.maru.core.tenancy.Role;
import dev.maru.ui.component.Chip;
import dev.maru.ui.shell.Place;

/** Roles as people read them. */
final class RoleTexts {
    private RoleTexts() {}

    static String name(Role role) {
        return t("role." + role.wireName());
    }

    /** With what the role lets somebody do. */
    static String explained(Role role) {
        return name(role) + ": " + t("role.may." + role.wireName());
    }

    static Chip chip(Place place, RoleGrant grant) {
        var project = grant.project();
        return Chip.plain(
                project == null
                        ? name(grant.role())
                        : t("role.in-project", name(grant.role()), place.projectName(project)));
    }
}
