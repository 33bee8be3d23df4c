/** The server-rendered pages of the identity provider and a person's own routes. */
@NamedInterface("identity-http")
@NullMarked
package dev.maru.access.identity.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
