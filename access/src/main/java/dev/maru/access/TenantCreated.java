package dev.maru.access;

import dev.maru.core.id.ProjectId;
import dev.maru.core.id.TenantId;
import dev.maru.core.id.UserId;

/** A tenant exists, with a first project to fill; published after its transaction committed. */
public record TenantCreated(TenantId tenant, ProjectId sampleProject, UserId createdBy) {}
