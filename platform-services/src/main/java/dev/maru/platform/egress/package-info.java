/** Which addresses the platform may reach on a user's word. */
@NamedInterface("egress")
@NullMarked
package dev.maru.platform.egress;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
