package dev.maru.access.http;

import dev.maru.access.Project;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Projects on the wire. */
final class ProjectWire {
    private ProjectWire() {}

    record WireProject(String id, long version, String slug, String name, boolean sample, Instant createdAt) {
        static WireProject of(Project project) {
            return new WireProject(
                    project.id().toString(),
                    project.version(),
                    project.slug().value(),
                    project.name(),
                    project.sample(),
                    project.createdAt());
        }
    }

    record WireProjects(List<WireProject> items) {}

    /** Without a slug it gets one that resembles its name. */
    record WireNewProject(@Nullable String name, @Nullable String slug) {}

    record WireProjectChange(
            @Nullable Long version, @Nullable String name) {}
}
