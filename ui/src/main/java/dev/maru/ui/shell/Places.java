package dev.maru.ui.shell;

import static dev.maru.ui.i18n.Texts.t;

import com.vaadin.flow.server.VaadinSession;
import dev.maru.access.CallerDirectory;
import dev.maru.access.Membership;
import dev.maru.access.Project;
import dev.maru.access.TenantService;
import dev.maru.core.problem.CoreError;
import dev.maru.core.problem.PlatformException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the place that an address names among those of the person who is signed in. */
@Component
public class Places {
    private static final String LAST_PROJECT = "maru.last-project";

    private final CallerDirectory directory;
    private final TenantService tenants;
    private final CurrentPerson person;

    Places(CallerDirectory directory, TenantService tenants, CurrentPerson person) {
        this.directory = directory;
        this.tenants = tenants;
        this.person = person;
    }

    public List<Membership> mine() {
        return tenants.mine(person.id());
    }

    /** The place of a tenant and a project; the same answer for one that does not exist and one that is not theirs. */
    Place at(String tenantSlug, @Nullable String projectSlug) {
        var membership = mine().stream()
                .filter(candidate -> candidate.tenant().slug().value().equals(tenantSlug))
                .findFirst()
                .orElseThrow(Places::unknown);
        if (projectSlug == null) {
            return new Place(directory, person.id(), membership, null);
        }
        var project = project(membership, projectSlug).orElseThrow(Places::unknown);
        var place = new Place(directory, person.id(), membership, project);
        VaadinSession.getCurrent().setAttribute(LAST_PROJECT, place.inProject(""));
        return place;
    }

    /** Where the person was last, or the first project they may open; empty if there is none. */
    Optional<Place> last() {
        var mine = mine();
        if (VaadinSession.getCurrent().getAttribute(LAST_PROJECT) instanceof String path) {
            var parts = path.split("/", -1);
            var remembered = mine.stream()
                    .filter(membership -> membership.tenant().slug().value().equals(parts[1]))
                    .flatMap(membership -> project(membership, parts[2]).stream()
                            .map(project -> new Place(directory, person.id(), membership, project)))
                    .findFirst();
            if (remembered.isPresent()) {
                return remembered;
            }
        }
        return mine.stream()
                .filter(membership -> !membership.projects().isEmpty())
                .findFirst()
                .map(membership -> new Place(
                        directory,
                        person.id(),
                        membership,
                        membership.projects().getFirst()));
    }

    /** The project to go on with on pages of a tenant: the last one if it belongs to it. */
    Place withProject(Place place) {
        if (place.project() != null) {
            return place;
        }
        return last().filter(candidate ->
                        candidate.tenant().id().equals(place.tenant().id()))
                .orElse(place);
    }

    private static Optional<Project> project(Membership membership, String slug) {
        return membership.projects().stream()
                .filter(candidate -> candidate.slug().value().equals(slug))
                .findFirst();
    }

    private static PlatformException unknown() {
        return new PlatformException(CoreError.NOT_FOUND, t("error.not-member"));
    }
}
