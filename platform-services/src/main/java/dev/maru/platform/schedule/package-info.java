/** Work that recurs, run once per cluster. */
@NamedInterface("schedule")
@NullMarked
package dev.maru.platform.schedule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
