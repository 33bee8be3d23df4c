/** People: passwords, passkeys, sessions, the first operator, and what the authorization server keeps. */
@NamedInterface("identity")
@NullMarked
package dev.maru.access.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
