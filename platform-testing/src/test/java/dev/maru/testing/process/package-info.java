/** Tests of what other tests use. */
@NullMarked
package dev.maru.testing.process;

import org.jspecify.annotations.NullMarked;
