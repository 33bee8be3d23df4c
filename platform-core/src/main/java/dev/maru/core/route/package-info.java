/** The table of every route with the permission it needs. */
@NamedInterface("route")
@NullMarked
package dev.maru.core.route;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
