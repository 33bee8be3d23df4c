/** Sealing of credentials, and digests of what is only ever compared. */
@NamedInterface("secret")
@NullMarked
package dev.maru.platform.secret;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
