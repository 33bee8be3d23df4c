package dev.maru.access;

import dev.maru.core.id.ProjectId;
import dev.maru.core.tenancy.Caller;
import java.util.List;
import org.springframework.stereotype.Service;

/** The projects of a tenant. */
@Service
public class ProjectService {
    public List<Project> list(Caller caller) {
        throw new UnsupportedOperationException();
    }

    public Project get(Caller caller, ProjectId project) {
        throw new UnsupportedOperationException();
    }

    public Project create(Caller caller, String name, Slug slug) {
        throw new UnsupportedOperationException();
    }

    public Project rename(Caller caller, ProjectId project, long expectedVersion, String name) {
        throw new UnsupportedOperationException();
    }
}
