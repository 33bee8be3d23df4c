/** Counting attempts against sign-in and links. */
@NamedInterface("throttle")
@NullMarked
package dev.maru.platform.throttle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
