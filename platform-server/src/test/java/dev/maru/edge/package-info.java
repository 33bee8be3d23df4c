/** The HTTP edge of the running program. */
@NullMarked
package dev.maru.edge;

import org.jspecify.annotations.NullMarked;
