package dev.maru.access.http;

import dev.maru.access.ProjectService;
import dev.maru.access.Slug;
import dev.maru.access.http.ProjectWire.WireNewProject;
import dev.maru.access.http.ProjectWire.WireProject;
import dev.maru.access.http.ProjectWire.WireProjectChange;
import dev.maru.access.http.ProjectWire.WireProjects;
import dev.maru.core.tenancy.Caller;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The projects of a tenant. */
@RestController
class ProjectController {
    private final ProjectService projects;

    ProjectController(ProjectService projects) {
        this.projects = projects;
    }

    @GetMapping(AccessPaths.PROJECTS)
    WireProjects list(Caller caller) {
        return new WireProjects(
                projects.list(caller).stream().map(WireProject::of).toList());
    }

    @PostMapping(AccessPaths.PROJECTS)
    ResponseEntity<WireProject> create(Caller caller, @RequestBody WireNewProject body) {
        var name = Fields.text("name", body.name());
        var slug = body.slug() == null ? Slug.resembling(name, "project") : new Slug(body.slug());
        var project = projects.create(caller, name, slug);
        return Created.at(
                AccessPaths.TENANTS + "/" + caller.tenant() + "/projects/" + project.id(), WireProject.of(project));
    }

    @GetMapping(AccessPaths.PROJECT)
    WireProject get(Caller caller) {
        return WireProject.of(projects.get(caller, caller.requireProject()));
    }

    @PatchMapping(AccessPaths.PROJECT)
    WireProject rename(Caller caller, @RequestBody WireProjectChange body) {
        return WireProject.of(projects.rename(
                caller,
                caller.requireProject(),
                Fields.required("version", body.version()),
                Fields.text("name", body.name())));
    }
}
