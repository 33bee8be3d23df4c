package dev.maru.access.identity;

import dev.maru.access.EmailAddress;

/** Somebody as an issuer outside describes them; only issuer and subject say who it is. */
public record OutsideIdentity(String issuer, String subject, EmailAddress email, String name) {}
