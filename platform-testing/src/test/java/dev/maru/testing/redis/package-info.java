/** Tests of what other tests use. */
@NullMarked
package dev.maru.testing.redis;

import org.jspecify.annotations.NullMarked;
