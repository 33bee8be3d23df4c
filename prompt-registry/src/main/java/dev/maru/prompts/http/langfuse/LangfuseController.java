package dev.maru.prompts.http.langfuse;

import dev.maru.core.tenancy.Caller;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What Langfuse's clients ask before they begin. */
@RestController
class LangfuseController {
    /** The version of Langfuse whose prompt routes these are. */
    private static final String LIKE_VERSION = "4.16.0";

    @GetMapping(LangfuseRoutes.HEALTH)
    LangfuseWire.Health health() {
        return new LangfuseWire.Health("OK", LIKE_VERSION);
    }

    /** A key belongs to one project. */
    @GetMapping(LangfuseRoutes.PROJECTS)
    LangfuseWire.Projects projects(Caller caller) {
        var id = caller.requireProject().toString();
        var tenant = caller.tenant().toString();
        return new LangfuseWire.Projects(
                List.of(new LangfuseWire.Project(id, id, new LangfuseWire.Organization(tenant, tenant), Map.of())));
    }
}
