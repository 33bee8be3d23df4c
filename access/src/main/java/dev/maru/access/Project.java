package dev.maru.access;

import dev.maru.core.id.ProjectId;
import java.time.Instant;

/**
 * A tenant's subdivision that prompts, calls and keys belong to.
 *
 * @param sample made at set-up and filled with rows to try things on
 */
public record Project(ProjectId id, long version, Slug slug, String name, boolean sample, Instant createdAt) {}
