/** The change feed and the snapshots in memory that it keeps fresh. */
@NamedInterface("change")
@NullMarked
package dev.maru.platform.change;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
