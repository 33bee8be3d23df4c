package dev.maru.prompts;

import java.time.Instant;

/** What somebody else says about a request. */
public record ReleaseReview(String reviewer, boolean approves, String comment, String reviewedBy, Instant reviewedAt) {}
