package dev.maru.ui.shell;

import dev.maru.access.CallerDirectory;
import dev.maru.access.Membership;
import dev.maru.access.Project;
import dev.maru.access.Tenant;
import dev.maru.core.id.ProjectId;
import dev.maru.core.id.RequestId;
import dev.maru.core.id.UserId;
import dev.maru.core.tenancy.Caller;
import dev.maru.core.tenancy.Permission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a person is: a tenant and, on most pages, one of its projects. It holds no rights: {@link #caller()} asks for
 * them again each time, so that a right that was taken away ends with the next click.
 */
public final class Place {
    private final CallerDirectory directory;
    private final UserId user;
    private final Membership membership;
    private final @Nullable Project project;

    Place(CallerDirectory directory, UserId user, Membership membership, @Nullable Project project) {
        this.directory = directory;
        this.user = user;
        this.membership = membership;
        this.project = project;
    }

    /** The person as a caller, with the rights they have now. */
    public Caller caller() {
        return directory.ofPerson(
                user,
                tenant().id(),
                project == null ? null : project.id(),
                CurrentPerson.request(),
                CurrentPerson.address());
    }

    /** The same as a caller of its own id: one click may start several model calls, and each is stored under its id. */
    public Caller callerOfItsOwn() {
        var caller = caller();
        return new Caller(
                caller.actor(),
                caller.tenant(),
                caller.project(),
                caller.permissions(),
                RequestId.next(),
                caller.address());
    }

    public boolean may(Permission permission) {
        return caller().may(permission);
    }

    public UserId user() {
        return user;
    }

    public Tenant tenant() {
        return membership.tenant();
    }

    public List<Project> projects() {
        return membership.projects();
    }

    public @Nullable Project project() {
        return project;
    }

    /** The same person in a project of this tenant. */
    public Place in(Project other) {
        return new Place(directory, user, membership, other);
    }

    /** Whether they may do something in the tenant as a whole, where only roles in every project count. */
    public boolean mayInTenant(Permission permission) {
        return new Place(directory, user, membership, null).may(permission);
    }

    /** The name of a project of this tenant, or its id where the person may not see it. */
    public String projectName(ProjectId id) {
        return projects().stream()
                .filter(candidate -> candidate.id().equals(id))
                .map(Project::name)
                .findFirst()
                .orElse(id.toString());
    }

    /** The address of a page of this project, such as {@code prompts}; on a page of the tenant that of its first project. */
    public String inProject(String page) {
        var meant = project != null
                ? project
                : projects().isEmpty() ? null : projects().getFirst();
        if (meant == null) {
            return inTenant("members");
        }
        var home = "p/" + tenant().slug() + "/" + meant.slug();
        return page.isEmpty() ? home : home + "/" + page;
    }

    /** The address of a page of this tenant, such as {@code members}. */
    public String inTenant(String page) {
        return "t/" + tenant().slug() + "/" + page;
    }
}
