package dev.maru.access.http;

import dev.maru.access.ProjectService;
import dev.maru.access.Slug;
import dev.maru.access.http.TenantWire.ProjectWire;
import dev.maru.core.id.ProjectId;
import dev.maru.core.tenancy.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The projects of a tenant. */
@RestController
@RequestMapping("/api/tenants/{tenant}/projects")
class ProjectController {
    private final ProjectService projects;

    ProjectController(ProjectService projects) {
        this.projects = projects;
    }

    @GetMapping
    PageWire<ProjectWire> list(Caller caller) {
        return PageWire.of(projects.list(caller), ProjectWire::of);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ProjectWire create(Caller caller, @RequestBody TenantWire.Create body) {
        var name = WireText.required("name", body.name());
        var slug = body.slug() == null ? Slug.resembling(name, "project") : new Slug(body.slug());
        return ProjectWire.of(projects.create(caller, name, slug));
    }

    @GetMapping("/{project}")
    ProjectWire get(Caller caller, @PathVariable String project) {
        return ProjectWire.of(projects.get(caller, WireText.path(project, ProjectId::parse)));
    }

    @PatchMapping("/{project}")
    ProjectWire rename(Caller caller, @PathVariable String project, @RequestBody TenantWire.Rename body) {
        return ProjectWire.of(projects.rename(
                caller,
                WireText.path(project, ProjectId::parse),
                WireText.version(body.version()),
                WireText.required("name", body.name())));
    }
}
