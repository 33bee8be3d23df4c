/** A clock that tests set. */
@NullMarked
package dev.maru.testing.time;

import org.jspecify.annotations.NullMarked;
