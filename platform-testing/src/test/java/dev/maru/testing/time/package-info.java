/** Tests of what other tests use. */
@NullMarked
package dev.maru.testing.time;

import org.jspecify.annotations.NullMarked;
