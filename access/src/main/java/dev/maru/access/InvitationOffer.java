package dev.maru.access;

import dev.maru.core.tenancy.Role;

/** What somebody who holds the link of an invitation may see of it. */
public record InvitationOffer(String tenantName, EmailAddress email, Role role) {}
